-- What a part of the plan was drafted from. The part and the remarks go on changing; that it began here stays.
CREATE TABLE draft_source (
	node_id BIGINT NOT NULL REFERENCES plan_node (id),
	remark_id BIGINT NOT NULL REFERENCES remark (id),
	user_id BIGINT NOT NULL REFERENCES user_account (id),
	made_at BIGINT NOT NULL,
	PRIMARY KEY (node_id, remark_id)
);
CREATE INDEX draft_source_remark ON draft_source (remark_id);
