-- A consultation of a plan, or a channel for standing input. The clock opens and closes what is
-- announced: the state between is never stored.
CREATE TABLE consultation (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	kind TEXT NOT NULL,      -- programme, plan (section 8-3 asks for six weeks of both), input
	title TEXT NOT NULL,
	intro TEXT NOT NULL,     -- Markdown
	opens_on TEXT NOT NULL,  -- ISO date in Europe/Oslo
	closes_on TEXT NOT NULL, -- the last day, which counts whole; '' for a channel without an end
	state TEXT NOT NULL,     -- draft, announced, weighed, concluded
	created_at BIGINT NOT NULL
);
CREATE INDEX consultation_plan ON consultation (plan_id, opens_on);

-- A choice has its alternatives in consultation_choice; a scale goes from 1 to 5.
CREATE TABLE consultation_question (
	id BIGINT PRIMARY KEY,
	consultation_id BIGINT NOT NULL REFERENCES consultation (id),
	ordinal BIGINT NOT NULL,
	kind TEXT NOT NULL,      -- text, choice, scale
	text TEXT NOT NULL,
	required BIGINT NOT NULL,
	UNIQUE (consultation_id, ordinal)
);

CREATE TABLE consultation_choice (
	question_id BIGINT NOT NULL REFERENCES consultation_question (id),
	ordinal BIGINT NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (question_id, ordinal)
);

-- What somebody sent. Its texts are contributions, each from an import of its own, and never
-- change. Whoever has the receipt's link has its token; here is the hash only. An organisation is
-- what the sender wrote: nobody has checked it.
CREATE TABLE statement (
	id BIGINT PRIMARY KEY,
	consultation_id BIGINT NOT NULL REFERENCES consultation (id),
	token_hash BLOB NOT NULL UNIQUE,
	organisation TEXT NOT NULL,
	area TEXT NOT NULL,
	publish BIGINT NOT NULL,
	sent_at BIGINT NOT NULL
);
CREATE INDEX statement_consultation ON statement (consultation_id, id);

-- Who wants to hear what became of it. Apart, so that it can be erased alone.
CREATE TABLE statement_contact (
	statement_id BIGINT PRIMARY KEY REFERENCES statement (id),
	email TEXT NOT NULL
);

CREATE TABLE statement_text (
	contribution_id BIGINT PRIMARY KEY REFERENCES contribution (id),
	statement_id BIGINT NOT NULL REFERENCES statement (id),
	question_id BIGINT NOT NULL REFERENCES consultation_question (id)
);
CREATE INDEX statement_text_statement ON statement_text (statement_id);

-- value: the ordinal of a choice, or the point on the scale.
CREATE TABLE statement_value (
	statement_id BIGINT NOT NULL REFERENCES statement (id),
	question_id BIGINT NOT NULL REFERENCES consultation_question (id),
	value BIGINT NOT NULL,
	PRIMARY KEY (statement_id, question_id)
);
