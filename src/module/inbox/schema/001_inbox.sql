-- What planners say among themselves about a contribution.
CREATE TABLE inbox_note (
	id BIGINT PRIMARY KEY,
	contribution_id BIGINT NOT NULL REFERENCES contribution (id),
	user_id BIGINT NOT NULL REFERENCES user_account (id),
	text TEXT NOT NULL,
	made_at BIGINT NOT NULL
);
CREATE INDEX inbox_note_contribution ON inbox_note (contribution_id, id);

-- Answers to be used again. A row is never changed: a new wording is a new row that replaces it.
CREATE TABLE inbox_reply (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	title TEXT NOT NULL,
	outcome TEXT NOT NULL,
	text TEXT NOT NULL,
	user_id BIGINT NOT NULL REFERENCES user_account (id),
	made_at BIGINT NOT NULL,
	replaced_by BIGINT REFERENCES inbox_reply (id), -- a newer wording
	retired_at BIGINT -- NULL while it is offered
);
CREATE INDEX inbox_reply_plan ON inbox_reply (plan_id, title);

CREATE TABLE inbox_reply_use (
	disposition_id BIGINT PRIMARY KEY REFERENCES disposition (id),
	reply_id BIGINT NOT NULL REFERENCES inbox_reply (id)
);
CREATE INDEX inbox_reply_use_reply ON inbox_reply_use (reply_id);

-- What was done to many remarks at once, and how each was before, so that it can be undone.
CREATE TABLE inbox_batch (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	user_id BIGINT NOT NULL REFERENCES user_account (id),
	kind TEXT NOT NULL, -- assign, due, tag, untag, answer, place
	value TEXT NOT NULL, -- what it was set to
	n BIGINT NOT NULL,
	made_at BIGINT NOT NULL,
	undone_at BIGINT -- NULL while it holds
);
CREATE INDEX inbox_batch_user ON inbox_batch (plan_id, user_id, id);

CREATE TABLE inbox_batch_item (
	batch_id BIGINT NOT NULL REFERENCES inbox_batch (id),
	remark_id BIGINT NOT NULL REFERENCES remark (id),
	before TEXT NOT NULL, -- assignee's number, day, or node's number; of an answer, the draft that was made
	PRIMARY KEY (batch_id, remark_id)
);
