-- A file that somebody sent, or that a planner put beside what somebody said. Its bytes stand here, so
-- that a backup has all: in chunks, so that no part of the program needs the whole of it in memory.
CREATE TABLE file (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	name TEXT NOT NULL,    -- as the sender called it, without folders; '' once it was erased
	kind TEXT NOT NULL,    -- pdf, docx, odt, png, jpeg, webp, eml: what its bytes say
	size BIGINT NOT NULL,  -- bytes
	digest BLOB NOT NULL,  -- BLAKE2b-256 of its bytes
	public BIGINT NOT NULL, -- 1 where a planner has decided that everybody may read it
	added_at BIGINT NOT NULL,
	erased_at BIGINT       -- NULL while its bytes are here
);
CREATE INDEX file_plan ON file (plan_id, id);

CREATE TABLE file_chunk (
	file_id BIGINT NOT NULL REFERENCES file (id),
	ordinal BIGINT NOT NULL, -- from 1
	bytes BLOB NOT NULL,
	PRIMARY KEY (file_id, ordinal)
);

-- What a file belongs to. One that came with several texts belongs to each of them.
CREATE TABLE contribution_file (
	contribution_id BIGINT NOT NULL REFERENCES contribution (id),
	file_id BIGINT NOT NULL REFERENCES file (id),
	PRIMARY KEY (contribution_id, file_id)
);
CREATE INDEX contribution_file_of ON contribution_file (file_id);

-- What was decided on a file, each time with the reason: published, withdrawn, erased.
CREATE TABLE file_decision (
	id BIGINT PRIMARY KEY,
	file_id BIGINT NOT NULL REFERENCES file (id),
	user_id BIGINT NOT NULL REFERENCES user_account (id),
	decision TEXT NOT NULL,
	reason TEXT NOT NULL,
	decided_at BIGINT NOT NULL
);
CREATE INDEX file_decision_of ON file_decision (file_id, id);
