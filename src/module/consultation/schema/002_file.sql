-- The files that came with a statement. They belong to its texts too (contribution_file), if it has any.
CREATE TABLE statement_file (
	file_id BIGINT PRIMARY KEY REFERENCES file (id),
	statement_id BIGINT NOT NULL REFERENCES statement (id)
);
CREATE INDEX statement_file_of ON statement_file (statement_id);
