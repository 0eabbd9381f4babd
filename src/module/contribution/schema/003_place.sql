-- Where a person has placed a contribution in the plan, with what the program suggested then. A row is
-- never changed but for its end: it is what the program learns from, and the trace of who decided what.
CREATE TABLE contribution_placement (
	id BIGINT PRIMARY KEY,
	contribution_id BIGINT NOT NULL REFERENCES contribution (id),
	node_id BIGINT NOT NULL REFERENCES plan_node (id),
	placed_by TEXT NOT NULL,
	placed_at BIGINT NOT NULL,
	suggested_id BIGINT REFERENCES plan_node (id), -- the best suggestion, if there was any
	suggested_score DOUBLE PRECISION,
	ended_by TEXT,  -- both NULL while it holds
	ended_at BIGINT
);
CREATE UNIQUE INDEX contribution_placement_holds ON contribution_placement (contribution_id) WHERE ended_at IS NULL;
CREATE INDEX contribution_placement_of ON contribution_placement (contribution_id, id);
CREATE INDEX contribution_placement_node ON contribution_placement (node_id);
