-- One row, once the operator has said how mail is sent. The password stands in a file outside.
CREATE TABLE notice_setting (
	id BIGINT PRIMARY KEY,      -- always 1
	smtp TEXT NOT NULL,         -- smtp://host:port or smtps://host:port
	sender TEXT NOT NULL,       -- From
	user_name TEXT NOT NULL,    -- '' for none
	password_file TEXT NOT NULL,
	site TEXT NOT NULL,         -- what links begin with, without a "/" at the end
	days BIGINT NOT NULL        -- after so many a notice is given up
);

-- Personal data, here alone: a row goes when nothing needs it any more, or when the person asks.
CREATE TABLE notice_address (
	id BIGINT PRIMARY KEY,
	email TEXT NOT NULL UNIQUE
);

-- The outbox. text and unsubscribe hold secret links and are emptied, with the address, once the
-- mail has been handed over.
CREATE TABLE notice (
	id BIGINT PRIMARY KEY,
	address_id BIGINT REFERENCES notice_address (id),
	kind TEXT NOT NULL,         -- receipt, answer, confirm, news
	subject TEXT NOT NULL,
	text TEXT NOT NULL,
	unsubscribe TEXT NOT NULL,  -- a path, or ''
	message_id TEXT NOT NULL,   -- from the first attempt on, the same in all of them
	state TEXT NOT NULL,        -- waiting, sent, given_up
	made_at BIGINT NOT NULL,
	attempts BIGINT NOT NULL,
	not_before BIGINT NOT NULL, -- of the next attempt
	taken_by TEXT NOT NULL,     -- the sender that has it, until lease_until
	lease_until BIGINT NOT NULL,
	error TEXT NOT NULL,        -- of the last attempt
	ended_at BIGINT NOT NULL
);
CREATE INDEX notice_waiting ON notice (state, not_before);
CREATE INDEX notice_address_of ON notice (address_id);

-- Whoever has the token, from a mail, may confirm or end it.
CREATE TABLE notice_subscription (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	address_id BIGINT NOT NULL REFERENCES notice_address (id),
	token TEXT NOT NULL UNIQUE,
	language TEXT NOT NULL,     -- nb, nn, en
	asked_at BIGINT NOT NULL,   -- when the last link to confirm was sent
	confirmed_at BIGINT NOT NULL, -- 0: not yet
	UNIQUE (plan_id, address_id)
);
CREATE INDEX notice_subscription_address ON notice_subscription (address_id);

-- The news of a plan that its followers have been told, by their keys.
CREATE TABLE notice_told (
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	news TEXT NOT NULL,
	PRIMARY KEY (plan_id, news)
);
