CREATE TABLE plan (
	id BIGINT PRIMARY KEY,
	slug TEXT NOT NULL UNIQUE,
	title TEXT NOT NULL,
	description TEXT NOT NULL,
	language TEXT NOT NULL,
	period TEXT NOT NULL,
	example BIGINT NOT NULL,
	source_name TEXT NOT NULL,
	source_digest BLOB NOT NULL UNIQUE, -- the same file is not imported twice
	created_at BIGINT NOT NULL
);

-- ordinal orders siblings; ref is the node's name in exports, unique in its plan.
-- asked: '' unknown, 'yes', 'not_asked' (those who could have spoken were not asked).
CREATE TABLE plan_node (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	parent_id BIGINT REFERENCES plan_node (id),
	ordinal BIGINT NOT NULL,
	ref TEXT NOT NULL,
	kind TEXT NOT NULL,
	title TEXT NOT NULL,
	body TEXT NOT NULL,
	addressee TEXT NOT NULL,
	cross_cutting BIGINT NOT NULL,
	asked TEXT NOT NULL,
	UNIQUE (plan_id, ref)
);
CREATE INDEX plan_node_parent ON plan_node (parent_id);

CREATE TABLE plan_keyword (
	node_id BIGINT NOT NULL REFERENCES plan_node (id),
	ordinal BIGINT NOT NULL,
	keyword TEXT NOT NULL,
	PRIMARY KEY (node_id, ordinal)
);

-- UN goals, 1 to 17.
CREATE TABLE plan_sdg (
	node_id BIGINT NOT NULL REFERENCES plan_node (id),
	sdg BIGINT NOT NULL CHECK (sdg BETWEEN 1 AND 17),
	PRIMARY KEY (node_id, sdg)
);

-- To another node, or to something outside (another plan, by name).
CREATE TABLE plan_link (
	id BIGINT PRIMARY KEY,
	from_node BIGINT NOT NULL REFERENCES plan_node (id),
	to_node BIGINT REFERENCES plan_node (id),
	external TEXT NOT NULL,
	kind TEXT NOT NULL,
	note TEXT NOT NULL
);
CREATE INDEX plan_link_from ON plan_link (from_node);
CREATE INDEX plan_link_to ON plan_link (to_node);
