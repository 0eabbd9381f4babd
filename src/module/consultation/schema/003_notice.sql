-- Who left an address gets mail: with the link of their receipt, which is a secret of theirs and
-- kept beside the address, to be erased with it, and in the language that they wrote in.
ALTER TABLE statement_contact ADD COLUMN receipt TEXT NOT NULL DEFAULT '';
ALTER TABLE statement_contact ADD COLUMN language TEXT NOT NULL DEFAULT 'nb';

-- When the announcement was made; 0 of a draft.
ALTER TABLE consultation ADD COLUMN announced_at BIGINT NOT NULL DEFAULT 0;
UPDATE consultation SET announced_at = created_at WHERE state <> 'draft';
CREATE INDEX statement_contact_email ON statement_contact (email);
