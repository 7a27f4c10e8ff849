-- Answers to POSTs, kept so that a repeat gets the same one.
CREATE TABLE api_answer (
    institution_id  TEXT   NOT NULL,
    user_id         TEXT   NOT NULL,
    idempotency_key TEXT   NOT NULL,
    digest          TEXT   NOT NULL,
    content_type    TEXT   NOT NULL,
    status          INTEGER NOT NULL,
    body            BYTEA  NOT NULL,
    at_us           BIGINT NOT NULL,
    PRIMARY KEY (institution_id, user_id, idempotency_key)
);
