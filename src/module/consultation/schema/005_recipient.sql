-- Who a consultation is sent to (plan- og bygningsloven section 5-2), and when it was.
CREATE TABLE consultation_recipient (
	id BIGINT PRIMARY KEY,
	consultation_id BIGINT NOT NULL REFERENCES consultation (id),
	kind TEXT NOT NULL, -- a code of recipient_kinds
	name TEXT NOT NULL,
	email TEXT NOT NULL,  -- '' where it is sent otherwise
	told_on TEXT NOT NULL, -- ISO date, or '' before it was sent
	UNIQUE (consultation_id, name)
);
