-- The action programme: what is done to carry out a plan, by whom, with what, and when.
CREATE TABLE measure_programme (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	title TEXT NOT NULL,
	first_year BIGINT NOT NULL,
	last_year BIGINT NOT NULL,
	adopted_on TEXT NOT NULL,  -- ISO date, '' while it is a draft
	replaced_on TEXT NOT NULL, -- when the next one was adopted, '' until then
	made_at BIGINT NOT NULL,
	UNIQUE (plan_id, title)
);

-- ref is the measure's name in files, unique in its programme. A measure is never deleted: it is closed.
CREATE TABLE measure (
	id BIGINT PRIMARY KEY,
	programme_id BIGINT NOT NULL REFERENCES measure_programme (id),
	ref TEXT NOT NULL,
	title TEXT NOT NULL,
	body TEXT NOT NULL, -- Markdown
	lead_id BIGINT REFERENCES organisation (id), -- NULL while nobody is responsible
	indicator TEXT NOT NULL,
	effect TEXT NOT NULL,
	begins_on TEXT NOT NULL, -- ISO dates or ''
	ends_on TEXT NOT NULL,
	closed TEXT NOT NULL,    -- '', done, stopped
	closed_on TEXT NOT NULL,
	closed_note TEXT NOT NULL,
	carried_from BIGINT REFERENCES measure (id), -- the same measure in the programme before
	revision BIGINT NOT NULL,
	UNIQUE (programme_id, ref)
);
CREATE TABLE measure_node (
	measure_id BIGINT NOT NULL REFERENCES measure (id),
	ordinal BIGINT NOT NULL,
	node_id BIGINT NOT NULL REFERENCES plan_node (id),
	PRIMARY KEY (measure_id, ordinal)
);
CREATE INDEX measure_node_node ON measure_node (node_id);
CREATE TABLE measure_partner (
	measure_id BIGINT NOT NULL REFERENCES measure (id),
	ordinal BIGINT NOT NULL,
	organisation_id BIGINT NOT NULL REFERENCES organisation (id),
	PRIMARY KEY (measure_id, ordinal)
);
CREATE TABLE measure_resource (
	measure_id BIGINT NOT NULL REFERENCES measure (id),
	ordinal BIGINT NOT NULL,
	source TEXT NOT NULL,
	year BIGINT NOT NULL,
	amount BIGINT NOT NULL,  -- Norwegian kroner
	secured BIGINT NOT NULL, -- 1 where it has been granted
	PRIMARY KEY (measure_id, ordinal)
);
CREATE TABLE measure_milestone (
	id BIGINT PRIMARY KEY,
	measure_id BIGINT NOT NULL REFERENCES measure (id),
	ordinal BIGINT NOT NULL,
	title TEXT NOT NULL,
	due_on TEXT NOT NULL,
	done_on TEXT NOT NULL, -- '' until it is reached
	weight BIGINT NOT NULL
);
CREATE INDEX measure_milestone_measure ON measure_milestone (measure_id, ordinal);
-- All that a measure has said, each time as a whole, in the form in which it is exported.
CREATE TABLE measure_revision (
	measure_id BIGINT NOT NULL REFERENCES measure (id),
	number BIGINT NOT NULL,
	content TEXT NOT NULL,
	note TEXT NOT NULL,
	changed_by BIGINT NOT NULL, -- a user, or 0: a command
	changed_at BIGINT NOT NULL,
	PRIMARY KEY (measure_id, number)
);
