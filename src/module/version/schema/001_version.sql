-- Versions of plans. A version never changes. A text stands once, under the hash of it, however many
-- versions have it.
CREATE TABLE version_text (
	digest BLOB PRIMARY KEY,
	content TEXT NOT NULL -- a node in its canonical form
);
CREATE TABLE version (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	name TEXT NOT NULL,
	note TEXT NOT NULL,
	digest BLOB NOT NULL, -- of the whole tree
	made_by BIGINT NOT NULL, -- a user, or 0: a command
	made_at BIGINT NOT NULL,
	UNIQUE (plan_id, name)
);
-- The nodes of a version in reading order; parent is an ordinal, -1 at the top.
CREATE TABLE version_node (
	version_id BIGINT NOT NULL REFERENCES version (id),
	ordinal BIGINT NOT NULL,
	parent BIGINT NOT NULL,
	node_id BIGINT NOT NULL,
	text_digest BLOB NOT NULL REFERENCES version_text (digest),
	tree_digest BLOB NOT NULL, -- of the node with all below it
	PRIMARY KEY (version_id, ordinal)
);
