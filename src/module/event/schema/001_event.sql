-- code is the event's name in imports ("w1"), unique in its plan.
CREATE TABLE event (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	code TEXT NOT NULL,
	kind TEXT NOT NULL,
	name TEXT NOT NULL,
	held_on TEXT NOT NULL, -- ISO date, or '' where unknown
	place TEXT NOT NULL,
	attendance BIGINT, -- persons; NULL where nobody counted
	UNIQUE (plan_id, code)
);

CREATE TABLE event_attendance (
	event_id BIGINT NOT NULL REFERENCES event (id),
	organisation_id BIGINT NOT NULL REFERENCES organisation (id),
	persons BIGINT NOT NULL,
	PRIMARY KEY (event_id, organisation_id)
);
