-- A table that says how many there are of each category: the population of each municipality,
-- the organisations of each kind. One for each plan and dimension; a new one replaces the old.
-- dimension: 'area', 'sector', 'kind', 'language', 'age'; counts: 'persons' or 'organisations'.
CREATE TABLE coverage_register (
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	dimension TEXT NOT NULL,
	counts TEXT NOT NULL,
	source_name TEXT NOT NULL,
	source_digest BLOB NOT NULL,
	imported_at BIGINT NOT NULL,
	PRIMARY KEY (plan_id, dimension)
);

-- category_key is what the categories of voices are compared with: a code, or the folded name.
CREATE TABLE coverage_category (
	plan_id BIGINT NOT NULL,
	dimension TEXT NOT NULL,
	ordinal BIGINT NOT NULL,
	category TEXT NOT NULL,
	category_key TEXT NOT NULL,
	population BIGINT NOT NULL,
	PRIMARY KEY (plan_id, dimension, category_key),
	FOREIGN KEY (plan_id, dimension) REFERENCES coverage_register (plan_id, dimension)
);
