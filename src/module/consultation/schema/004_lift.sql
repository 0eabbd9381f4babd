-- When a planner lets more answers come from one network, for an event in one building.
CREATE TABLE consultation_lift (
	id BIGINT PRIMARY KEY,
	consultation_id BIGINT NOT NULL REFERENCES consultation (id),
	user_id BIGINT REFERENCES user_account (id), -- NULL for the operator
	reason TEXT NOT NULL,
	made_at BIGINT NOT NULL,
	until_at BIGINT NOT NULL
);
CREATE INDEX consultation_lift_consultation ON consultation_lift (consultation_id, until_at);
