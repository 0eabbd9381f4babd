-- What bodies have decided. A decision is never changed or deleted; one that was recorded wrongly is
-- withdrawn with a reason, and recorded anew. What state a version or the plan is in follows from the
-- decisions and is never stored.
CREATE TABLE decision (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	body_id BIGINT NOT NULL REFERENCES body (id),
	kind TEXT NOT NULL,       -- fix_programme, send_out, propose, adopt, reject, revise, other
	decided_on TEXT NOT NULL, -- ISO date
	reference TEXT NOT NULL,  -- the case's number, or ''
	votes_for BIGINT,         -- NULL where they were not counted
	votes_against BIGINT,
	unanimous BIGINT NOT NULL,
	digest BLOB,              -- of the version that the body had before it; NULL where it was about none
	changed_digest BLOB,      -- of the version with the changed text that it adopted, or NULL
	reason TEXT NOT NULL,
	changes TEXT NOT NULL,    -- what it changed, in prose
	revise TEXT NOT NULL,     -- yes or no, of an assessment of the need to revise; else ''
	recorded_by BIGINT NOT NULL, -- a user, or 0: a command
	recorded_at BIGINT NOT NULL
);
CREATE INDEX decision_plan ON decision (plan_id, decided_on, id);
CREATE TABLE decision_withdrawal (
	decision_id BIGINT PRIMARY KEY REFERENCES decision (id),
	reason TEXT NOT NULL,
	withdrawn_by BIGINT NOT NULL,
	withdrawn_at BIGINT NOT NULL
);

-- Who is told of an adopted plan: plan- og bygningsloven section 8-4.
CREATE TABLE decision_recipient (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	digest BLOB NOT NULL,      -- of the version that was adopted
	name TEXT NOT NULL,
	kind TEXT NOT NULL,        -- municipality, state_administrator, state_body, ministry, other
	email TEXT NOT NULL,       -- of the authority, or ''
	sent_on TEXT NOT NULL,     -- ISO dates, '' until it was
	received_on TEXT NOT NULL,
	UNIQUE (plan_id, digest, name)
);

-- What somebody must decide before the plan can go on.
CREATE TABLE question (
	id BIGINT PRIMARY KEY,
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	kind TEXT NOT NULL,   -- goal_conflict, delimitation, political, priority, resources
	title TEXT NOT NULL,
	text TEXT NOT NULL,
	raised_by TEXT NOT NULL, -- a body or anybody else; '' where not known
	body_id BIGINT REFERENCES body (id), -- whose it is to answer
	due_on TEXT NOT NULL, -- ISO date, or ''
	state TEXT NOT NULL,  -- open, answered, withdrawn
	decision_id BIGINT REFERENCES decision (id), -- that answered it
	answer TEXT NOT NULL, -- or why it was withdrawn
	closed_on TEXT NOT NULL
);
CREATE INDEX question_plan ON question (plan_id, id);
CREATE TABLE question_node (
	question_id BIGINT NOT NULL REFERENCES question (id),
	node_id BIGINT NOT NULL REFERENCES plan_node (id),
	PRIMARY KEY (question_id, node_id)
);
