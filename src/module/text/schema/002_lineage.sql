-- What lasts of a group from run to run: groups that continue one another share an identity.
CREATE TABLE text_identity (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	run_id BIGINT NOT NULL REFERENCES text_run (id), -- in which it came up
	title TEXT NOT NULL -- the newest that planners gave it and did not take back; '' where the label serves
);
CREATE INDEX text_identity_plan ON text_identity (plan_id);

INSERT INTO text_identity (id, plan_id, run_id, title)
	SELECT g.id, r.plan_id, r.id, '' FROM text_group g JOIN text_run r ON r.id = g.run_id WHERE g.number > 0;
ALTER TABLE text_group ADD COLUMN identity_id BIGINT REFERENCES text_identity (id); -- NULL for number 0
UPDATE text_group SET identity_id = id WHERE number > 0;
CREATE INDEX text_group_identity ON text_group (identity_id);

-- Every number that an address ever had for a group: planners' decisions make and end groups of a
-- run, and old links lead on.
CREATE TABLE text_group_address (
	id BIGINT PRIMARY KEY,
	run_id BIGINT NOT NULL REFERENCES text_run (id),
	identity_id BIGINT REFERENCES text_identity (id)
);
CREATE INDEX text_group_address_run ON text_group_address (run_id, identity_id);
INSERT INTO text_group_address (id, run_id, identity_id) SELECT id, run_id, identity_id FROM text_group;

-- The groups of a run as the engine found them, before planners' decisions were applied.
CREATE TABLE text_found (
	run_id BIGINT NOT NULL REFERENCES text_run (id),
	number BIGINT NOT NULL, -- from 1
	identity_id BIGINT NOT NULL REFERENCES text_identity (id),
	overview BIGINT NOT NULL,
	label TEXT NOT NULL,
	came_from BIGINT REFERENCES text_identity (id), -- the group of the run before that half of it stood in
	PRIMARY KEY (run_id, number)
);
INSERT INTO text_found (run_id, number, identity_id, overview, label)
	SELECT run_id, number, identity_id, overview, label FROM text_group WHERE number > 0;
ALTER TABLE text_result ADD COLUMN found BIGINT NOT NULL DEFAULT 0; -- number of the found group, 0: stands alone
UPDATE text_result SET found = (SELECT g.number FROM text_group g WHERE g.id = text_result.group_id);

-- What the wider themes of a run are called, by text_group.overview.
CREATE TABLE text_overview (
	run_id BIGINT NOT NULL REFERENCES text_run (id),
	number BIGINT NOT NULL,
	label TEXT NOT NULL,
	PRIMARY KEY (run_id, number)
);

-- What became of found groups of the run before that no group continues: fate 'merged' (most of it stands
-- in into_id), 'split' (the largest part does), 'gone'. shared of its contributions stand there.
CREATE TABLE text_lineage (
	run_id BIGINT NOT NULL REFERENCES text_run (id),
	identity_id BIGINT NOT NULL REFERENCES text_identity (id),
	fate TEXT NOT NULL,
	into_id BIGINT REFERENCES text_identity (id),
	shared BIGINT NOT NULL,
	PRIMARY KEY (run_id, identity_id)
);

-- Quotes belong to their contribution, wherever that stands. rank is that within its group when the run was made.
CREATE TABLE text_run_quote (
	run_id BIGINT NOT NULL REFERENCES text_run (id),
	contribution_id BIGINT NOT NULL REFERENCES contribution (id),
	first_byte BIGINT NOT NULL,
	bytes BIGINT NOT NULL,
	rank BIGINT NOT NULL,
	PRIMARY KEY (run_id, contribution_id, first_byte)
);
INSERT INTO text_run_quote (run_id, contribution_id, first_byte, bytes, rank)
	SELECT g.run_id, q.contribution_id, q.first_byte, q.bytes, q.rank
	FROM text_quote q JOIN text_group g ON g.id = q.group_id;
DROP TABLE text_quote;
ALTER TABLE text_run_quote RENAME TO text_quote;

-- What planners decided about groups, in the order of made_at and id. A row is never changed but for its
-- end: it is applied to each run until then.
CREATE TABLE text_steering (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	run_id BIGINT NOT NULL REFERENCES text_run (id), -- whose groups they saw
	kind TEXT NOT NULL, -- rename, merge, move, pin
	identity_id BIGINT NOT NULL REFERENCES text_identity (id), -- renamed, merged into, moved to, pinned to
	title TEXT NOT NULL,  -- of a rename, and of the group that a move makes; or ''
	reason TEXT NOT NULL, -- or ''
	known BIGINT NOT NULL, -- the ordinal of the run's last contribution: what came later is new to it
	user_id BIGINT REFERENCES user_account (id), -- NULL where it was decided by a command
	made_by TEXT NOT NULL, -- who ran the command, or ''
	made_at BIGINT NOT NULL,
	undone_user_id BIGINT REFERENCES user_account (id),
	undone_by TEXT,
	undone_at BIGINT -- NULL while it holds
);
CREATE INDEX text_steering_plan ON text_steering (plan_id, made_at);
CREATE INDEX text_steering_identity ON text_steering (identity_id);

-- The groups that are merged into another.
CREATE TABLE text_steering_group (
	steering_id BIGINT NOT NULL REFERENCES text_steering (id),
	identity_id BIGINT NOT NULL REFERENCES text_identity (id),
	PRIMARY KEY (steering_id, identity_id)
);
CREATE INDEX text_steering_group_identity ON text_steering_group (identity_id);

-- The contributions that are moved or pinned.
CREATE TABLE text_steering_contribution (
	steering_id BIGINT NOT NULL REFERENCES text_steering (id),
	contribution_id BIGINT NOT NULL REFERENCES contribution (id),
	PRIMARY KEY (steering_id, contribution_id)
);

-- What came of the decisions that hold in a run: effect 'applied', 'partly', 'no_group',
-- 'no_contribution'; missing is how many of its groups or contributions are gone.
CREATE TABLE text_steered (
	run_id BIGINT NOT NULL REFERENCES text_run (id),
	steering_id BIGINT NOT NULL REFERENCES text_steering (id),
	effect TEXT NOT NULL,
	missing BIGINT NOT NULL,
	PRIMARY KEY (run_id, steering_id)
);

-- Contributions that were new to a move when the run was made, and went along by nearness.
CREATE TABLE text_follower (
	run_id BIGINT NOT NULL REFERENCES text_run (id),
	steering_id BIGINT NOT NULL REFERENCES text_steering (id),
	contribution_id BIGINT NOT NULL REFERENCES contribution (id),
	PRIMARY KEY (run_id, steering_id, contribution_id)
);
