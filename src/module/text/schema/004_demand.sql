-- A sentence of a contribution that demands something: its place (byte offset and length in the
-- text), how firmly ('must', 'should', 'could', 'need') and whether it is something not to do.
-- ordinal counts a contribution's demands from 1.
CREATE TABLE text_demand (
	run_id BIGINT NOT NULL REFERENCES text_run (id),
	contribution_id BIGINT NOT NULL REFERENCES contribution (id),
	ordinal BIGINT NOT NULL,
	first_byte BIGINT NOT NULL,
	bytes BIGINT NOT NULL,
	firmness TEXT NOT NULL,
	negated BIGINT NOT NULL,
	PRIMARY KEY (run_id, contribution_id, ordinal)
);

-- The words that decided it: kind 'firmness', 'negation' or 'addressee', with whom it names
-- ('municipality' …, '' for no addressee). cue counts from 1.
CREATE TABLE text_demand_cue (
	run_id BIGINT NOT NULL,
	contribution_id BIGINT NOT NULL,
	ordinal BIGINT NOT NULL,
	cue BIGINT NOT NULL,
	kind TEXT NOT NULL,
	addressee TEXT NOT NULL,
	organisation_id BIGINT REFERENCES organisation (id),
	first_byte BIGINT NOT NULL,
	bytes BIGINT NOT NULL,
	PRIMARY KEY (run_id, contribution_id, ordinal, cue),
	FOREIGN KEY (run_id, contribution_id, ordinal) REFERENCES text_demand (run_id, contribution_id, ordinal)
);
