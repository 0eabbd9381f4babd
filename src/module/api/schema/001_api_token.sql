-- What programs read with, in the place of a session: what its user may read of one plan at that moment.
-- The token is shown once; here is its hash only.
CREATE TABLE api_token (
	id BIGINT PRIMARY KEY,
	user_id BIGINT NOT NULL REFERENCES user_account (id),
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	name TEXT NOT NULL,       -- what it is for
	token_hash BLOB NOT NULL UNIQUE,
	made_at BIGINT NOT NULL,
	expires_on TEXT NOT NULL, -- ISO date in Europe/Oslo, which counts whole
	used_on TEXT NOT NULL,    -- the last day, or ''
	revoked_at BIGINT
);
CREATE INDEX api_token_plan ON api_token (plan_id, id);
