-- Letters that many sent, found in a run: base_id is the letter, family that of text_result.
-- contributions = exact + edited + with_additions.
CREATE TABLE text_campaign (
	id BIGINT PRIMARY KEY,
	run_id BIGINT NOT NULL REFERENCES text_run (id),
	number BIGINT NOT NULL, -- from 1, largest first
	family BIGINT NOT NULL,
	base_id BIGINT NOT NULL REFERENCES contribution (id),
	contributions BIGINT NOT NULL,
	exact BIGINT NOT NULL,
	edited BIGINT NOT NULL,
	with_additions BIGINT NOT NULL,
	UNIQUE (run_id, number)
);

-- What somebody added to the letter: byte offset and length in the contribution's text.
CREATE TABLE text_addition (
	campaign_id BIGINT NOT NULL REFERENCES text_campaign (id),
	contribution_id BIGINT NOT NULL REFERENCES contribution (id),
	first_byte BIGINT NOT NULL,
	bytes BIGINT NOT NULL,
	PRIMARY KEY (campaign_id, contribution_id, first_byte)
);
