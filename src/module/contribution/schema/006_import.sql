-- The contributions of an import: those of a statement are found by it, each time one comes in.
CREATE INDEX contribution_import_of ON contribution (import_id);
