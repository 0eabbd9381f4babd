-- Who has which role in which plan. A contributor speaks for an organisation.
CREATE TABLE role_grant (
	user_id BIGINT NOT NULL REFERENCES user_account (id),
	plan_id BIGINT NOT NULL REFERENCES plan (id),
	role TEXT NOT NULL, -- lead, editor, reviewer, contributor, reader
	organisation_id BIGINT REFERENCES organisation (id),
	granted_at BIGINT NOT NULL,
	PRIMARY KEY (user_id, plan_id, role)
);
CREATE INDEX role_grant_plan ON role_grant (plan_id);
