-- Who may log in. What is about the person stands in user_person, so that a person can be
-- erased while what the account did stays in its place.
CREATE TABLE user_account (
	id BIGINT PRIMARY KEY,
	password TEXT NOT NULL,        -- Argon2id as libsodium writes it, with its parameters; '' before one is chosen
	administrator BIGINT NOT NULL, -- of the site
	language TEXT NOT NULL,        -- nb, nn, en, or '' where none was chosen
	created_at BIGINT NOT NULL,
	disabled_at BIGINT             -- NULL while the account may be used
);

-- The e-mail address is folded: there is one account for each.
CREATE TABLE user_person (
	user_id BIGINT PRIMARY KEY REFERENCES user_account (id),
	email TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL
);

-- The browser has the token; here is its hash only. A session that has ended has no row.
CREATE TABLE user_session (
	id BIGINT PRIMARY KEY,
	user_id BIGINT NOT NULL REFERENCES user_account (id),
	token_hash BLOB NOT NULL UNIQUE,
	started_at BIGINT NOT NULL,
	seen_at BIGINT NOT NULL -- to within a few minutes
);
CREATE INDEX user_session_user ON user_session (user_id);

-- A link with which somebody chooses a password; the newest one of a user counts.
CREATE TABLE user_invitation (
	user_id BIGINT PRIMARY KEY REFERENCES user_account (id),
	token_hash BLOB NOT NULL UNIQUE,
	expires_at BIGINT NOT NULL
);

-- Forms that have been sent, so that the same form sent twice acts once.
CREATE TABLE user_form (
	token_hash BLOB PRIMARY KEY,
	sent_at BIGINT NOT NULL
);
CREATE INDEX user_form_sent ON user_form (sent_at);
