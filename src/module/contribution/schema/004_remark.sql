-- What gets an answer. A contribution that nobody has split is one remark, the whole of it, with the
-- contribution's own number. A remark is never changed: a change ends remarks and makes others, so
-- that every answer leads to the words that it answers.
CREATE TABLE remark_change (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	kind TEXT NOT NULL, -- split, merge, reword
	user_id BIGINT NOT NULL REFERENCES user_account (id),
	reason TEXT NOT NULL,
	made_at BIGINT NOT NULL,
	undone_by BIGINT REFERENCES user_account (id), -- both NULL while it holds
	undone_at BIGINT
);

-- contribution_id and ordinal are those of its first piece: the order of a plan's remarks.
CREATE TABLE remark (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	contribution_id BIGINT NOT NULL REFERENCES contribution (id),
	ordinal BIGINT NOT NULL,
	text TEXT NOT NULL,  -- a planner's words for it; '' where it is the words of its pieces
	state TEXT NOT NULL, -- of its newest answer: unanswered, draft, approved, published
	answered BIGINT NOT NULL, -- 1 when an answer has been published: it then stays as it is
	assignee_id BIGINT REFERENCES user_account (id),
	due_on TEXT NOT NULL, -- ISO date or ''
	made_by BIGINT REFERENCES remark_change (id),  -- NULL for what came in
	ended_by BIGINT REFERENCES remark_change (id)  -- NULL while it holds
);
CREATE INDEX remark_plan ON remark (plan_id, state, ordinal, id) WHERE ended_by IS NULL;
CREATE INDEX remark_made ON remark (made_by);

-- Bytes of the original; bytes 0 is up to its end.
CREATE TABLE remark_piece (
	remark_id BIGINT NOT NULL REFERENCES remark (id),
	ordinal BIGINT NOT NULL,
	contribution_id BIGINT NOT NULL REFERENCES contribution (id),
	first_byte BIGINT NOT NULL,
	bytes BIGINT NOT NULL,
	PRIMARY KEY (remark_id, ordinal)
);
CREATE INDEX remark_piece_contribution ON remark_piece (contribution_id);

-- The remarks that a change ended, also after it was undone.
CREATE TABLE remark_change_from (
	change_id BIGINT NOT NULL REFERENCES remark_change (id),
	remark_id BIGINT NOT NULL REFERENCES remark (id),
	PRIMARY KEY (change_id, remark_id)
);
CREATE INDEX remark_change_from_remark ON remark_change_from (remark_id);

INSERT INTO remark (id, plan_id, contribution_id, ordinal, text, state, answered, due_on)
	SELECT id, plan_id, id, ordinal, '', 'unanswered', 0, '' FROM contribution;
INSERT INTO remark_piece (remark_id, ordinal, contribution_id, first_byte, bytes)
	SELECT id, 1, id, 0, 0 FROM contribution;
