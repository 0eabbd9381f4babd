-- Which part of a plan was split off which, and which was merged into which. What is merged into another is
-- retired and leads there.
CREATE TABLE plan_lineage (
	id BIGINT PRIMARY KEY,
	kind TEXT NOT NULL, -- split, merged
	from_node BIGINT NOT NULL REFERENCES plan_node (id),
	into_node BIGINT NOT NULL REFERENCES plan_node (id),
	note TEXT NOT NULL, -- why
	made_by BIGINT NOT NULL, -- a user, or 0: a command
	made_at BIGINT NOT NULL
);
CREATE INDEX plan_lineage_from ON plan_lineage (from_node);
CREATE INDEX plan_lineage_into ON plan_lineage (into_node);
