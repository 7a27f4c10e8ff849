CREATE TABLE contract_contract (
    institution_id TEXT   NOT NULL,
    id             TEXT   NOT NULL,
    number         TEXT   NOT NULL,
    merchant_id    TEXT   NOT NULL,
    application_id TEXT   NOT NULL,
    deposit_fen    BIGINT NOT NULL CHECK (deposit_fen >= 0),
    minimum_fen    BIGINT NOT NULL,
    cutoff         TEXT   NOT NULL,
    clauses        TEXT   NOT NULL,
    drafted_on     TEXT   NOT NULL,
    data_key       BYTEA  NOT NULL,
    digest         TEXT   NOT NULL,
    expires_us     BIGINT NOT NULL,
    effective_us   BIGINT NOT NULL,
    ended_us       BIGINT NOT NULL,
    life           TEXT   NOT NULL CHECK (life = 'contract'),
    status         TEXT   NOT NULL,
    step           BIGINT NOT NULL,
    created_us     BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    UNIQUE (institution_id, number),
    UNIQUE (institution_id, application_id),
    FOREIGN KEY (institution_id, life, id, step, status)
        REFERENCES flow_step (institution_id, life, id, step, to_status)
);
CREATE INDEX contract_contract_merchant ON contract_contract (institution_id, merchant_id, effective_us);
CREATE INDEX contract_contract_status ON contract_contract (status, id);

-- The fee annex, fixed at drafting.
CREATE TABLE contract_fee (
    institution_id TEXT   NOT NULL,
    contract_id    TEXT   NOT NULL,
    product        TEXT   NOT NULL,
    ppm            BIGINT NOT NULL CHECK (ppm BETWEEN 0 AND 1000000),
    cap_fen        BIGINT NOT NULL CHECK (cap_fen >= -1),
    min_fen        BIGINT NOT NULL CHECK (min_fen >= 0),
    PRIMARY KEY (institution_id, contract_id, product),
    FOREIGN KEY (institution_id, contract_id) REFERENCES contract_contract (institution_id, id)
);
-- tillway:append-only contract_fee

CREATE TABLE contract_reading (
    institution_id TEXT   NOT NULL,
    contract_id    TEXT   NOT NULL,
    clause         TEXT   NOT NULL,
    user_id        TEXT   NOT NULL,
    at_us          BIGINT NOT NULL,
    PRIMARY KEY (institution_id, contract_id, clause),
    FOREIGN KEY (institution_id, contract_id) REFERENCES contract_contract (institution_id, id)
);
-- tillway:append-only contract_reading

CREATE TABLE contract_question (
    institution_id TEXT    NOT NULL,
    id             TEXT    NOT NULL,
    contract_id    TEXT    NOT NULL,
    clause         TEXT    NOT NULL,
    question       BYTEA   NOT NULL,
    answer         BYTEA   NOT NULL,
    asked_by       TEXT    NOT NULL,
    answered_by    TEXT    NOT NULL,
    accepted       BOOLEAN NOT NULL,
    asked_us       BIGINT  NOT NULL,
    answered_us    BIGINT  NOT NULL,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, contract_id) REFERENCES contract_contract (institution_id, id)
);
CREATE INDEX contract_question_contract ON contract_question (institution_id, contract_id, id);

-- The one-time code of a signature: sealed, few tries, five minutes.
CREATE TABLE contract_code (
    institution_id TEXT    NOT NULL,
    contract_id    TEXT    NOT NULL,
    sealed         BYTEA   NOT NULL,
    tries          INTEGER NOT NULL,
    used           BOOLEAN NOT NULL,
    expires_us     BIGINT  NOT NULL,
    PRIMARY KEY (institution_id, contract_id),
    FOREIGN KEY (institution_id, contract_id) REFERENCES contract_contract (institution_id, id)
);

CREATE TABLE contract_file (
    institution_id TEXT   NOT NULL,
    contract_id    TEXT   NOT NULL,
    kind           TEXT   NOT NULL,
    digest         TEXT   NOT NULL,
    size           BIGINT NOT NULL,
    at_us          BIGINT NOT NULL,
    PRIMARY KEY (institution_id, contract_id, kind),
    FOREIGN KEY (institution_id, contract_id) REFERENCES contract_contract (institution_id, id)
);
CREATE INDEX contract_file_digest ON contract_file (institution_id, digest);
-- tillway:append-only contract_file

-- The institution's certificate authority for event certificates: a test one,
-- whose key is in the security module.
CREATE TABLE contract_authority (
    institution_id TEXT   NOT NULL,
    key_block      BYTEA  NOT NULL,
    certificate    BYTEA  NOT NULL,
    at_us          BIGINT NOT NULL,
    PRIMARY KEY (institution_id)
);
-- tillway:append-only contract_authority
