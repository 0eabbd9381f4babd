-- What the inbox is filtered by, beside the remark: its contribution's event, and what the newest
-- compilation says (group_id and campaign_id are rows of a higher module, so they refer to nothing).
ALTER TABLE remark ADD COLUMN event_id BIGINT REFERENCES event (id);
ALTER TABLE remark ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE remark ADD COLUMN group_id BIGINT;
ALTER TABLE remark ADD COLUMN campaign_id BIGINT;
ALTER TABLE remark ADD COLUMN node_id BIGINT REFERENCES plan_node (id); -- where it belongs: decided, stood or suggested
UPDATE remark SET event_id = (SELECT t.event_id FROM contribution t WHERE t.id = remark.contribution_id),
	language = (SELECT t.language FROM contribution t WHERE t.id = remark.contribution_id),
	node_id = (SELECT coalesce(p.node_id, t.node_id) FROM contribution t LEFT JOIN contribution_placement p
		ON p.contribution_id = t.id AND p.ended_at IS NULL WHERE t.id = remark.contribution_id);
CREATE INDEX remark_order ON remark (plan_id, ordinal, id) WHERE ended_by IS NULL;
CREATE INDEX remark_event ON remark (plan_id, event_id, ordinal, id) WHERE ended_by IS NULL AND event_id IS NOT NULL;
CREATE INDEX remark_group ON remark (plan_id, group_id, ordinal, id) WHERE ended_by IS NULL AND group_id IS NOT NULL;
CREATE INDEX remark_campaign ON remark (plan_id, campaign_id, ordinal, id) WHERE ended_by IS NULL AND campaign_id IS NOT NULL;
CREATE INDEX remark_assignee ON remark (plan_id, assignee_id, ordinal, id) WHERE ended_by IS NULL AND assignee_id IS NOT NULL;
CREATE INDEX remark_language ON remark (plan_id, language, ordinal, id) WHERE ended_by IS NULL AND language <> '';
CREATE INDEX remark_node ON remark (plan_id, node_id, ordinal, id) WHERE ended_by IS NULL AND node_id IS NOT NULL;
CREATE INDEX remark_contribution ON remark (contribution_id);

-- Words that planners put on a remark to find it again.
CREATE TABLE remark_tag (
	remark_id BIGINT NOT NULL REFERENCES remark (id),
	tag TEXT NOT NULL,
	PRIMARY KEY (remark_id, tag)
);
CREATE INDEX remark_tag_tag ON remark_tag (tag, remark_id);
