-- How a plan comes about: its phases, and the days within them that matter. Replaced as a whole, so
-- that their order and dates are checked together; what was before stands in the journal.
CREATE TABLE process_phase (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	ordinal BIGINT NOT NULL,
	title TEXT NOT NULL,
	activities TEXT NOT NULL, -- Markdown
	begins_on TEXT NOT NULL,  -- ISO dates; the last day counts whole
	ends_on TEXT NOT NULL,
	UNIQUE (plan_id, ordinal)
);

CREATE TABLE process_milestone (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	title TEXT NOT NULL,
	due_on TEXT NOT NULL,
	done_on TEXT NOT NULL -- '' until it is reached
);
CREATE INDEX process_milestone_plan ON process_milestone (plan_id, due_on);
