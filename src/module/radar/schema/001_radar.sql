-- Other bodies' consultations, and who among us answers them.
CREATE TABLE radar_item (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	source_key TEXT NOT NULL, -- what tells it apart in its source: the same is not read twice
	title TEXT NOT NULL,
	body TEXT NOT NULL,       -- whose consultation it is
	link TEXT NOT NULL,
	published_on TEXT NOT NULL, -- ISO dates, or ''
	deadline_on TEXT NOT NULL,
	decision TEXT NOT NULL,     -- '', answer, no_answer
	reason TEXT NOT NULL,
	decided_by BIGINT NOT NULL,
	decided_at BIGINT NOT NULL,
	answered_on TEXT NOT NULL,
	made_at BIGINT NOT NULL,
	UNIQUE (plan_id, source_key)
);
-- Who works on it: more than one is double work, or should be joint work.
CREATE TABLE radar_taker (
	item_id BIGINT NOT NULL REFERENCES radar_item (id),
	organisation_id BIGINT NOT NULL REFERENCES organisation (id),
	PRIMARY KEY (item_id, organisation_id)
);
