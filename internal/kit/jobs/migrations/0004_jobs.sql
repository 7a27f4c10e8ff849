-- When each job last ran, by the business clock.
CREATE TABLE jobs_run (
    name   TEXT   PRIMARY KEY,
    due_us BIGINT NOT NULL
);
