-- What planners decided about personal data in texts that others may read. What nobody has decided
-- about is hidden. The text itself never changes, so the place stays right.
CREATE TABLE contribution_masking (
	id BIGINT PRIMARY KEY,
	contribution_id BIGINT NOT NULL REFERENCES contribution (id),
	first_byte BIGINT NOT NULL,
	bytes BIGINT NOT NULL,
	kind TEXT NOT NULL, -- as text_personal_code(); "person" where a planner found it
	keep BIGINT NOT NULL, -- 1: shown as it is
	user_id BIGINT REFERENCES user_account (id), -- NULL for the operator
	decided_at BIGINT NOT NULL,
	UNIQUE (contribution_id, first_byte, bytes)
);
