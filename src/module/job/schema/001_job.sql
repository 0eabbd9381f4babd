-- Work in pieces. state: waiting, running, done, failed, cancelled. A worker that takes a job writes
-- its name and until when it holds it; it must renew that, or another one may take the job.
CREATE TABLE job (
	id BIGINT PRIMARY KEY,
	kind TEXT NOT NULL,
	needs TEXT NOT NULL,    -- what a worker must have, or ''
	batch TEXT NOT NULL,    -- jobs that were made together share it; or ''
	payload TEXT NOT NULL,  -- JSON
	state TEXT NOT NULL,
	attempts BIGINT NOT NULL,
	attempts_max BIGINT NOT NULL,
	not_before BIGINT NOT NULL, -- a failed attempt is not repeated at once
	taken_by TEXT NOT NULL,
	lease_until BIGINT NOT NULL,
	done BIGINT NOT NULL,
	total BIGINT NOT NULL,
	result TEXT NOT NULL,
	error TEXT NOT NULL,
	made_at BIGINT NOT NULL,
	ended_at BIGINT NOT NULL
);
CREATE INDEX job_open ON job (state, kind);
CREATE INDEX job_batch ON job (batch);
