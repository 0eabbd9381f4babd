-- A file of contributions that was read: its digest keeps it from being read twice.
CREATE TABLE contribution_import (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	source_name TEXT NOT NULL,
	source_digest BLOB NOT NULL,
	added BIGINT NOT NULL,
	texts_digest BLOB NOT NULL, -- over the added texts in their order: `planverk verify`
	imported_at BIGINT NOT NULL,
	UNIQUE (plan_id, source_digest)
);

-- The text is the original and never changes. row_key identifies the row of its source, so
-- that a spreadsheet that has grown adds its new rows only. ordinal is the order of arrival
-- within the plan. node_id is the section of the document where it stood, if it did.
CREATE TABLE contribution (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	import_id BIGINT NOT NULL REFERENCES contribution_import (id),
	ordinal BIGINT NOT NULL,
	row_key BLOB NOT NULL,
	ref TEXT NOT NULL,      -- the source's own identifier, or ''
	line BIGINT NOT NULL,   -- line or row in the source
	text TEXT NOT NULL,
	event_id BIGINT REFERENCES event (id),
	group_name TEXT NOT NULL,
	organisation_id BIGINT REFERENCES organisation (id),
	topic TEXT NOT NULL,
	language TEXT NOT NULL, -- as stated; '' where it was not
	said_on TEXT NOT NULL,  -- ISO date or ''
	publish BIGINT NOT NULL, -- 1 where the author permits it
	node_id BIGINT REFERENCES plan_node (id),
	UNIQUE (plan_id, row_key)
);
CREATE INDEX contribution_plan ON contribution (plan_id, ordinal);
CREATE INDEX contribution_event ON contribution (event_id);
CREATE INDEX contribution_organisation ON contribution (organisation_id);
CREATE INDEX contribution_node ON contribution (node_id);
