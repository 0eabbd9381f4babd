-- What stands around a plan: the plan before it, parallel plans, who builds on it, agreements, projects, others' programmes.
-- One shape for all: which of the columns a kind has, and what they are called, is in around_kinds (around.c).
CREATE TABLE around_entry (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	kind TEXT NOT NULL,
	title TEXT NOT NULL,
	party TEXT NOT NULL,     -- an organisation or several, as it is written
	node_id BIGINT REFERENCES plan_node (id), -- the part of the plan that it is about
	state TEXT NOT NULL,     -- of the goals of the plan before: kept, sharpened, dropped
	from_on TEXT NOT NULL,   -- ISO dates, or ''
	to_on TEXT NOT NULL,
	amount BIGINT NOT NULL,  -- kroner
	reference TEXT NOT NULL, -- a case number, or where it stands
	note TEXT NOT NULL,
	made_by BIGINT NOT NULL, -- a user, or 0: a command
	made_at BIGINT NOT NULL,
	withdrawn_note TEXT NOT NULL DEFAULT '',
	withdrawn_by BIGINT NOT NULL DEFAULT 0,
	withdrawn_at BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX around_entry_plan ON around_entry (plan_id, kind);
CREATE INDEX around_entry_node ON around_entry (node_id);
