-- Vectors that a plug for embeddings made, by its model and the digest of the text that it was
-- given, so that a text is given to a model once. Nothing else refers to them; they can all be deleted.
CREATE TABLE text_embedding (
	model TEXT NOT NULL,
	text_digest BLOB NOT NULL, -- BLAKE2b-256
	vector BLOB NOT NULL,      -- numbers of 32 bits, little-endian
	PRIMARY KEY (model, text_digest)
);
