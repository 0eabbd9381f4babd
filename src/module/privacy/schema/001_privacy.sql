-- How long a purpose keeps personal data in a plan, where the lead has changed it. The newest holds.
CREATE TABLE privacy_retention (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	purpose TEXT NOT NULL,
	months BIGINT NOT NULL,
	reason TEXT NOT NULL,
	user_id BIGINT REFERENCES user_account (id), -- NULL for the operator
	set_at BIGINT NOT NULL
);
CREATE INDEX privacy_retention_plan ON privacy_retention (plan_id, purpose, id);

-- What the holder of a receipt has asked for.
CREATE TABLE privacy_request (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	statement_id BIGINT NOT NULL REFERENCES statement (id),
	message TEXT NOT NULL,
	asked_at BIGINT NOT NULL,
	outcome TEXT NOT NULL, -- open, erased, refused
	answer TEXT NOT NULL,  -- what the planner says to it; the receipt shows it
	user_id BIGINT REFERENCES user_account (id),
	handled_at BIGINT -- NULL while it is open
);
CREATE INDEX privacy_request_plan ON privacy_request (plan_id, id);
CREATE INDEX privacy_request_statement ON privacy_request (statement_id);

-- Who answers for the service, as the privacy and accessibility statements tell it.
CREATE TABLE privacy_controller (
	one BIGINT PRIMARY KEY CHECK (one = 1),
	office TEXT NOT NULL,  -- the authority
	reached TEXT NOT NULL, -- its address for questions
	officer TEXT NOT NULL  -- how its data protection officer is reached, or ''
);
INSERT INTO privacy_controller (one, office, reached, officer) VALUES (1, '', '', '');
