-- What a node has said, from its first change on: number 1 is what was imported. plan_node holds the
-- newest, and `revision` is its number; a node that was never changed has no row here.
CREATE TABLE plan_revision (
	id BIGINT PRIMARY KEY,
	node_id BIGINT NOT NULL REFERENCES plan_node (id),
	number BIGINT NOT NULL,
	kind TEXT NOT NULL,
	title TEXT NOT NULL,
	body TEXT NOT NULL,
	note TEXT NOT NULL, -- why it was changed
	changed_by BIGINT NOT NULL, -- a user, or 0: a command or an import
	changed_at BIGINT NOT NULL,
	UNIQUE (node_id, number)
);
ALTER TABLE plan_node ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
-- What is retired keeps its place and its links, and is shown as retired.
ALTER TABLE plan_node ADD COLUMN retired BIGINT NOT NULL DEFAULT 0;
