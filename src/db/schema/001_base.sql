-- What every module stands on: identifiers and the journal.

-- Blocks of identifiers are reserved by moving `last`.
CREATE TABLE id_state (
	one BIGINT PRIMARY KEY CHECK (one = 1),
	last BIGINT NOT NULL
);
INSERT INTO id_state (one, last) VALUES (1, 0);

-- A row is written unsealed (seq NULL) in the transaction of the change it
-- records, and gets its place in the chain from the sealer.
CREATE TABLE journal (
	id BIGINT PRIMARY KEY,
	at BIGINT NOT NULL,
	action TEXT NOT NULL,
	subject BIGINT NOT NULL,
	digest BLOB NOT NULL,
	seq BIGINT UNIQUE,
	hash BLOB
);

-- What was recorded. Erasing a person replaces content and salt by an empty text;
-- the digest above stays.
CREATE TABLE journal_content (
	journal_id BIGINT PRIMARY KEY REFERENCES journal (id),
	salt BLOB NOT NULL,
	content TEXT NOT NULL,
	erased_at BIGINT
);
