-- A compilation of a plan's contributions: what went in, how, and what came out.
CREATE TABLE text_run (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	made_at BIGINT NOT NULL,
	program_version TEXT NOT NULL,
	parameters TEXT NOT NULL, -- JSON
	input_digest BLOB NOT NULL,
	summary TEXT NOT NULL     -- JSON, as `planverk --json compile` prints it
);
CREATE INDEX text_run_plan ON text_run (plan_id, made_at);

-- Groups are numbered from 1 by size; number 0 holds what stands alone.
CREATE TABLE text_group (
	id BIGINT PRIMARY KEY,
	run_id BIGINT NOT NULL REFERENCES text_run (id),
	number BIGINT NOT NULL,
	overview BIGINT NOT NULL, -- the wider theme it belongs to, from 1; 0 for number 0
	label TEXT NOT NULL,
	contributions BIGINT NOT NULL,
	arguments BIGINT NOT NULL, -- unique texts among them
	node_id BIGINT REFERENCES plan_node (id), -- where most of it belongs, if anywhere
	UNIQUE (run_id, number)
);

-- duplicate: 'first' (or alone), 'exact', 'near', 'contained'; first_id is the one it repeats.
CREATE TABLE text_result (
	run_id BIGINT NOT NULL REFERENCES text_run (id),
	contribution_id BIGINT NOT NULL REFERENCES contribution (id),
	language TEXT NOT NULL,
	confidence DOUBLE PRECISION NOT NULL,
	duplicate TEXT NOT NULL,
	first_id BIGINT NOT NULL REFERENCES contribution (id),
	family BIGINT NOT NULL, -- contributions that say the same share it
	group_id BIGINT NOT NULL REFERENCES text_group (id),
	abstained BIGINT NOT NULL,
	PRIMARY KEY (run_id, contribution_id)
);
CREATE INDEX text_result_group ON text_result (group_id);
CREATE INDEX text_result_contribution ON text_result (contribution_id);

CREATE TABLE text_suggestion (
	run_id BIGINT NOT NULL REFERENCES text_run (id),
	contribution_id BIGINT NOT NULL REFERENCES contribution (id),
	rank BIGINT NOT NULL,
	node_id BIGINT NOT NULL REFERENCES plan_node (id),
	score DOUBLE PRECISION NOT NULL,
	PRIMARY KEY (run_id, contribution_id, rank)
);
CREATE INDEX text_suggestion_node ON text_suggestion (node_id);

-- A verbatim piece of a contribution: byte offset and length in its text.
CREATE TABLE text_quote (
	group_id BIGINT NOT NULL REFERENCES text_group (id),
	rank BIGINT NOT NULL,
	contribution_id BIGINT NOT NULL REFERENCES contribution (id),
	first_byte BIGINT NOT NULL,
	bytes BIGINT NOT NULL,
	PRIMARY KEY (group_id, rank)
);
