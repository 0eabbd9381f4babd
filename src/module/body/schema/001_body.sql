-- Who takes part in making a plan, and what each may decide: data of each plan, because planning
-- programmes name different bodies for the same thing.
CREATE TABLE body (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	kind TEXT NOT NULL,         -- planning_authority, plan_owner, steering_group …
	name TEXT NOT NULL,
	description TEXT NOT NULL,
	organisation TEXT NOT NULL, -- whose body it is, or ''
	tasks TEXT NOT NULL,        -- in Markdown, as the programme says them, or ''
	elected BIGINT NOT NULL,    -- 1: an assembly of elected members
	UNIQUE (plan_id, name)
);
CREATE TABLE body_mandate (
	body_id BIGINT NOT NULL REFERENCES body (id),
	mandate TEXT NOT NULL, -- fix_programme, send_out, propose, adopt …
	PRIMARY KEY (body_id, mandate)
);

-- Persons in roles, apart from all else so that they can be erased alone.
CREATE TABLE body_person (
	id BIGINT PRIMARY KEY,
	body_id BIGINT NOT NULL REFERENCES body (id),
	name TEXT NOT NULL,
	role TEXT NOT NULL,    -- chair, member, deputy, secretary, coordinator
	from_on TEXT NOT NULL, -- ISO dates; '' where not known
	to_on TEXT NOT NULL    -- the last day, '' while it lasts
);
CREATE INDEX body_person_body ON body_person (body_id);

-- Who has what part in a task.
CREATE TABLE body_part (
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	task TEXT NOT NULL,
	body_id BIGINT NOT NULL REFERENCES body (id),
	part TEXT NOT NULL, -- decides, prepares, is_heard, is_told
	PRIMARY KEY (plan_id, task, body_id)
);
