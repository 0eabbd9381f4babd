-- What the checks need to know and no other module holds: that something was done, when, and where it stands.
-- A line is never changed; one that is wrong is withdrawn, with the reason.
CREATE TABLE law_record (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	kind TEXT NOT NULL,    -- a code of law_record_kinds
	on_date TEXT NOT NULL, -- ISO date, or ''
	note TEXT NOT NULL,
	made_by BIGINT NOT NULL, -- a user, or 0: a command
	made_at BIGINT NOT NULL,
	withdrawn_reason TEXT NOT NULL DEFAULT '',
	withdrawn_by BIGINT NOT NULL DEFAULT 0,
	withdrawn_at BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX law_record_plan ON law_record (plan_id, kind);

-- Checks that a planner set aside. It holds until it is ended.
CREATE TABLE law_aside (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	rule TEXT NOT NULL, -- "R5"
	reason TEXT NOT NULL,
	made_by BIGINT NOT NULL,
	made_at BIGINT NOT NULL,
	ended_by BIGINT NOT NULL DEFAULT 0,
	ended_at BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX law_aside_plan ON law_aside (plan_id, rule);
