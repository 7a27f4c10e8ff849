CREATE TABLE training_completion (
    institution_id TEXT   NOT NULL,
    merchant_id    TEXT   NOT NULL,
    user_id        TEXT   NOT NULL,
    course         TEXT   NOT NULL,
    at_us          BIGINT NOT NULL,
    PRIMARY KEY (institution_id, user_id, course)
);
-- tillway:append-only training_completion

-- A paper as it was asked; graded once.
CREATE TABLE training_exam (
    institution_id TEXT    NOT NULL,
    id             TEXT    NOT NULL,
    merchant_id    TEXT    NOT NULL,
    user_id        TEXT    NOT NULL,
    paper          TEXT    NOT NULL,
    on_date        TEXT    NOT NULL,
    started_us     BIGINT  NOT NULL,
    graded_us      BIGINT  NOT NULL,
    score          INTEGER NOT NULL,
    strict_score   INTEGER NOT NULL,
    passed         BOOLEAN NOT NULL,
    PRIMARY KEY (institution_id, id)
);
CREATE INDEX training_exam_user ON training_exam (institution_id, user_id, on_date);

CREATE TABLE training_certificate (
    institution_id TEXT   NOT NULL,
    id             TEXT   NOT NULL,
    number         TEXT   NOT NULL,
    merchant_id    TEXT   NOT NULL,
    user_id        TEXT   NOT NULL,
    exam_id        TEXT   NOT NULL,
    courses        TEXT   NOT NULL,
    issued_on      TEXT   NOT NULL,
    expires_on     TEXT   NOT NULL,
    life           TEXT   NOT NULL CHECK (life = 'certificate'),
    status         TEXT   NOT NULL,
    step           BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    UNIQUE (institution_id, number),
    FOREIGN KEY (institution_id, exam_id) REFERENCES training_exam (institution_id, id),
    FOREIGN KEY (institution_id, life, id, step, status)
        REFERENCES flow_step (institution_id, life, id, step, to_status)
);
CREATE INDEX training_certificate_merchant ON training_certificate (institution_id, merchant_id);
CREATE INDEX training_certificate_due ON training_certificate (status, expires_on);
