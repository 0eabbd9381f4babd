-- What an organisation is about to answer in a consultation: a draft that its people write together, until
-- one who coordinates releases or withdraws it. Nobody else sees it.
CREATE TABLE behalf (
	id BIGINT PRIMARY KEY,
	consultation_id BIGINT NOT NULL REFERENCES consultation (id),
	organisation_id BIGINT NOT NULL REFERENCES organisation (id),
	state TEXT NOT NULL,      -- writing, released, withdrawn
	revision BIGINT NOT NULL, -- the newest
	made_at BIGINT NOT NULL,
	ended_at BIGINT,          -- when it was released or withdrawn
	ended_by BIGINT REFERENCES user_account (id),
	statement_id BIGINT REFERENCES statement (id), -- of what was released
	receipt TEXT NOT NULL DEFAULT ''               -- its secret, for who coordinates
);
-- One at a time, so that people meet in it.
CREATE UNIQUE INDEX behalf_writing ON behalf (consultation_id, organisation_id) WHERE state = 'writing';

-- All that it has said, each time it was saved. The first revision is empty.
CREATE TABLE behalf_revision (
	id BIGINT PRIMARY KEY,
	behalf_id BIGINT NOT NULL REFERENCES behalf (id),
	number BIGINT NOT NULL,
	saved_by BIGINT NOT NULL REFERENCES user_account (id),
	saved_at BIGINT NOT NULL,
	UNIQUE (behalf_id, number)
);
CREATE TABLE behalf_answer (
	revision_id BIGINT NOT NULL REFERENCES behalf_revision (id),
	question_id BIGINT NOT NULL REFERENCES consultation_question (id),
	text TEXT NOT NULL,
	value BIGINT NOT NULL,
	PRIMARY KEY (revision_id, question_id)
);
