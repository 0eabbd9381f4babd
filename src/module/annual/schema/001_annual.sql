-- The annual report of a plan. A draft is computed each time it is looked at; what is published stands as it was.
CREATE TABLE annual_report (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	year BIGINT NOT NULL,
	made_at BIGINT NOT NULL,
	published_by BIGINT NOT NULL, -- a user, or 0: a command, or nobody yet
	published_at BIGINT NOT NULL, -- 0: a draft
	content TEXT NOT NULL,        -- JSON; '' while it is a draft
	digest BLOB NOT NULL,         -- of content
	UNIQUE (plan_id, year)
);
-- What planners write: a foreword, and a comment on each goal. The newest number counts.
CREATE TABLE annual_text (
	report_id BIGINT NOT NULL REFERENCES annual_report (id),
	node_id BIGINT NOT NULL, -- a goal, or 0: the foreword
	number BIGINT NOT NULL,
	text TEXT NOT NULL,
	written_by BIGINT NOT NULL,
	written_at BIGINT NOT NULL,
	PRIMARY KEY (report_id, node_id, number)
);
