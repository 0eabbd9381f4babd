-- Whether a contribution may be published, as somebody who leads or edits the plan has set it
-- since it came: each time with the reason. The newest row tells what holds.
CREATE TABLE contribution_publication (
	id BIGINT PRIMARY KEY,
	contribution_id BIGINT NOT NULL REFERENCES contribution (id),
	user_id BIGINT NOT NULL REFERENCES user_account (id),
	publish BIGINT NOT NULL,
	reason TEXT NOT NULL,
	set_at BIGINT NOT NULL
);
CREATE INDEX contribution_publication_of ON contribution_publication (contribution_id, id);
