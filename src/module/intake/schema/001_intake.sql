-- A letter or an e-mail that somebody registered: its text is a contribution, and its original a file beside it.
CREATE TABLE intake (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	contribution_id BIGINT NOT NULL UNIQUE REFERENCES contribution (id),
	consultation_id BIGINT REFERENCES consultation (id), -- that it answers; NULL for none
	medium TEXT NOT NULL,      -- letter, email
	dated_on TEXT NOT NULL,    -- ISO date on the letter; '' where it has none
	received_on TEXT NOT NULL, -- ISO date
	late_reason TEXT NOT NULL, -- why it was taken after the consultation had closed; '' where it came in time
	registered_by BIGINT REFERENCES user_account (id), -- NULL: by a command
	registered_at BIGINT NOT NULL
);
CREATE INDEX intake_plan ON intake (plan_id, id);
CREATE INDEX intake_consultation ON intake (consultation_id);

-- Who sent it. Apart, so that it can be erased alone.
CREATE TABLE intake_sender (
	intake_id BIGINT PRIMARY KEY REFERENCES intake (id),
	name TEXT NOT NULL
);
