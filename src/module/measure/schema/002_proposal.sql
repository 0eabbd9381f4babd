-- Group work: each group has a sheet behind a secret link, on which it proposes measures.
CREATE TABLE measure_sheet (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	name TEXT NOT NULL, -- of the group: "Bord 3", "Faggruppe kraft"
	token TEXT NOT NULL UNIQUE,
	made_at BIGINT NOT NULL,
	UNIQUE (plan_id, name)
);
CREATE TABLE measure_proposal (
	id BIGINT PRIMARY KEY,
	sheet_id BIGINT NOT NULL REFERENCES measure_sheet (id),
	title TEXT NOT NULL,
	what TEXT NOT NULL,
	who TEXT NOT NULL,     -- who could do it
	by_when TEXT NOT NULL, -- in their own words
	node_id BIGINT REFERENCES plan_node (id), -- what it would carry out
	sent_at BIGINT NOT NULL,
	state TEXT NOT NULL,   -- new, taken_up, merged, declined
	measure_id BIGINT REFERENCES measure (id), -- that it became, or is part of now
	reason TEXT NOT NULL,
	decided_by BIGINT NOT NULL,
	decided_at BIGINT NOT NULL
);
CREATE INDEX measure_proposal_sheet ON measure_proposal (sheet_id, id);
CREATE INDEX measure_proposal_measure ON measure_proposal (measure_id);
