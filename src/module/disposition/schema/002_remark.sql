-- An answer is to a remark. What answered a contribution answers the remark that is the whole of it,
-- which has the same number.
CREATE TABLE disposition_of_remark (
	id BIGINT PRIMARY KEY,
	remark_id BIGINT NOT NULL REFERENCES remark (id),
	outcome TEXT NOT NULL, -- followed, partly, noted, not_followed, outside
	reason TEXT NOT NULL,
	node_id BIGINT REFERENCES plan_node (id), -- the part of the plan that it changed
	drafted_by BIGINT NOT NULL REFERENCES user_account (id),
	drafted_at BIGINT NOT NULL,
	approved_by BIGINT REFERENCES user_account (id),
	approved_at BIGINT,
	published_at BIGINT
);
INSERT INTO disposition_of_remark (id, remark_id, outcome, reason, node_id, drafted_by, drafted_at, approved_by,
		approved_at, published_at)
	SELECT id, contribution_id, outcome, reason, node_id, drafted_by, drafted_at, approved_by, approved_at, published_at
	FROM disposition;
DROP TABLE disposition;
ALTER TABLE disposition_of_remark RENAME TO disposition;
CREATE INDEX disposition_remark ON disposition (remark_id, id);
UPDATE remark SET answered = 1
	WHERE id IN (SELECT remark_id FROM disposition WHERE published_at IS NOT NULL);
UPDATE remark SET state = (SELECT CASE WHEN d.published_at IS NOT NULL THEN 'published'
		WHEN d.approved_at IS NOT NULL THEN 'approved' ELSE 'draft' END
		FROM disposition d WHERE d.remark_id = remark.id ORDER BY d.id DESC LIMIT 1)
	WHERE id IN (SELECT remark_id FROM disposition);
