-- What planners recommend for the way on. Each time one is saved it is a revision; the newest counts.
CREATE TABLE recommendation (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	revision BIGINT NOT NULL, -- the newest
	made_at BIGINT NOT NULL
);
CREATE INDEX recommendation_plan ON recommendation (plan_id, id);

CREATE TABLE recommendation_revision (
	recommendation_id BIGINT NOT NULL REFERENCES recommendation (id),
	number BIGINT NOT NULL,
	kind TEXT NOT NULL,   -- recommendation, principle
	text TEXT NOT NULL,
	state TEXT NOT NULL,  -- open, taken_up, set_aside
	reason TEXT NOT NULL, -- why it is in that state
	node_id BIGINT REFERENCES plan_node (id), -- the part of the plan that it is for
	phase_id BIGINT,      -- the phase that it is for: phases are replaced as a whole, so it may be gone
	changed_by BIGINT REFERENCES user_account (id), -- NULL for the operator
	changed_at BIGINT NOT NULL,
	PRIMARY KEY (recommendation_id, number)
);
CREATE INDEX recommendation_revision_node ON recommendation_revision (node_id);

-- What it rests on: one of the three. A group by what lasts of it from run to run.
CREATE TABLE recommendation_source (
	id BIGINT PRIMARY KEY,
	recommendation_id BIGINT NOT NULL REFERENCES recommendation (id),
	identity_id BIGINT REFERENCES text_identity (id),
	remark_id BIGINT REFERENCES remark (id),
	event_id BIGINT REFERENCES event (id)
);
CREATE INDEX recommendation_source_of ON recommendation_source (recommendation_id);
CREATE INDEX recommendation_source_identity ON recommendation_source (identity_id);
CREATE INDEX recommendation_source_remark ON recommendation_source (remark_id);
