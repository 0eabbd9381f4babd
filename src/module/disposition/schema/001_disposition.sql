-- What the planners made of a contribution. Each draft is a row, so that nothing is overwritten:
-- the newest one counts. Who approves is another person than who drafted.
CREATE TABLE disposition (
	id BIGINT PRIMARY KEY,
	contribution_id BIGINT NOT NULL REFERENCES contribution (id),
	outcome TEXT NOT NULL, -- followed, partly, noted, not_followed, outside
	reason TEXT NOT NULL,
	node_id BIGINT REFERENCES plan_node (id), -- the part of the plan that it changed
	drafted_by BIGINT NOT NULL REFERENCES user_account (id),
	drafted_at BIGINT NOT NULL,
	approved_by BIGINT REFERENCES user_account (id),
	approved_at BIGINT,
	published_at BIGINT
);
CREATE INDEX disposition_contribution ON disposition (contribution_id, id);
