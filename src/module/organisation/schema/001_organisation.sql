-- Those who take part. name_key is the folded name: "OBOS" and "Obos" are one organisation.
CREATE TABLE organisation (
	id BIGINT PRIMARY KEY,
	name TEXT NOT NULL,
	name_key TEXT NOT NULL UNIQUE,
	kind TEXT NOT NULL,
	area TEXT NOT NULL,
	sector TEXT NOT NULL
);
