-- Reporting: each year those who are responsible for measures are asked by a link how far they have come.
CREATE TABLE progress_round (
	id BIGINT PRIMARY KEY,
	programme_id BIGINT NOT NULL REFERENCES measure_programme (id),
	year BIGINT NOT NULL,
	opened_on TEXT NOT NULL, -- ISO dates
	due_on TEXT NOT NULL,
	closed_on TEXT NOT NULL, -- '' while answers are taken
	UNIQUE (programme_id, year)
);
CREATE TABLE progress_ask (
	id BIGINT PRIMARY KEY,
	round_id BIGINT NOT NULL REFERENCES progress_round (id),
	organisation_id BIGINT NOT NULL REFERENCES organisation (id),
	token_hash BLOB NOT NULL UNIQUE,
	reminded_on TEXT NOT NULL, -- the day of the last reminder, or ''
	UNIQUE (round_id, organisation_id)
);
-- The link and the address, apart from the rest: both can be erased.
CREATE TABLE progress_contact (
	ask_id BIGINT PRIMARY KEY REFERENCES progress_ask (id),
	email TEXT NOT NULL, -- '' where nobody left one
	token TEXT NOT NULL
);
-- An answer is never changed: another one is the next revision. The newest counts.
CREATE TABLE progress_report (
	id BIGINT PRIMARY KEY,
	round_id BIGINT NOT NULL REFERENCES progress_round (id),
	measure_id BIGINT NOT NULL REFERENCES measure (id),
	revision BIGINT NOT NULL,
	status TEXT NOT NULL,
	achieved TEXT NOT NULL,
	obstacles TEXT NOT NULL,
	sent_at BIGINT NOT NULL,
	late BIGINT NOT NULL,    -- 1: after the day it was due
	state TEXT NOT NULL,     -- sent, approved, asked_back
	decided_note TEXT NOT NULL, -- the question, or why a late one is taken
	decided_by BIGINT NOT NULL,
	decided_at BIGINT NOT NULL,
	UNIQUE (round_id, measure_id, revision)
);
CREATE TABLE progress_reached (
	report_id BIGINT NOT NULL REFERENCES progress_report (id),
	ordinal BIGINT NOT NULL,
	milestone TEXT NOT NULL, -- its title: what the report says stays, whatever becomes of the measure
	reached_on TEXT NOT NULL,
	PRIMARY KEY (report_id, ordinal)
);
CREATE TABLE progress_money (
	report_id BIGINT NOT NULL REFERENCES progress_report (id),
	ordinal BIGINT NOT NULL,
	source TEXT NOT NULL,
	amount BIGINT NOT NULL, -- kroner used
	PRIMARY KEY (report_id, ordinal)
);
CREATE INDEX progress_report_measure ON progress_report (measure_id, round_id);
