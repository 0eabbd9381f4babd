-- What a region demands is a part of the plan, of kind position. Here is where it stands with others. A position
-- that nothing was decided about has no row: it is a draft.
CREATE TABLE position_standing (
	node_id BIGINT PRIMARY KEY REFERENCES plan_node (id),
	state TEXT NOT NULL,      -- adopted, achieved, partly, dropped, or draft again
	body TEXT NOT NULL,       -- whom it addresses by name: a ministry, a county
	decided_by TEXT NOT NULL, -- who adopted it
	decided_on TEXT NOT NULL, -- ISO date
	changed_by BIGINT NOT NULL, -- a user, or 0: a command
	changed_at BIGINT NOT NULL
);
-- What was done for it, and what came of that. Nothing is ever taken out.
CREATE TABLE position_entry (
	id BIGINT PRIMARY KEY,
	node_id BIGINT NOT NULL REFERENCES plan_node (id),
	kind TEXT NOT NULL,         -- meeting, statement, letter, media, other; outcome
	happened_on TEXT NOT NULL,  -- ISO date
	counterpart TEXT NOT NULL,  -- an office, not a person
	said TEXT NOT NULL,
	organisation TEXT NOT NULL, -- of those who stand behind the position
	link TEXT NOT NULL,
	made_by BIGINT NOT NULL,
	made_at BIGINT NOT NULL
);
CREATE INDEX position_entry_node ON position_entry (node_id, happened_on);
