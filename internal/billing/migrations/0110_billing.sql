CREATE TABLE billing_deposit (
    institution_id TEXT   NOT NULL,
    id             TEXT   NOT NULL,
    number         TEXT   NOT NULL,
    merchant_id    TEXT   NOT NULL,
    contract_id    TEXT   NOT NULL,
    amount_fen     BIGINT NOT NULL CHECK (amount_fen >= 0),
    bank_ref       TEXT   NOT NULL,
    invoice_no     TEXT   NOT NULL,
    created_on     TEXT   NOT NULL,
    life           TEXT   NOT NULL CHECK (life = 'deposit'),
    status         TEXT   NOT NULL,
    step           BIGINT NOT NULL,
    created_us     BIGINT NOT NULL,
    changed_us     BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    UNIQUE (institution_id, number),
    UNIQUE (institution_id, contract_id),
    FOREIGN KEY (institution_id, life, id, step, status)
        REFERENCES flow_step (institution_id, life, id, step, to_status)
);
CREATE INDEX billing_deposit_merchant ON billing_deposit (institution_id, merchant_id, id);

-- A bank reference is recorded once; what it could not pay stays visible.
CREATE TABLE billing_receipt (
    institution_id TEXT   NOT NULL,
    bank_ref       TEXT   NOT NULL,
    number         TEXT   NOT NULL,
    deposit_id     TEXT   NOT NULL,
    amount_fen     BIGINT NOT NULL CHECK (amount_fen > 0),
    payer          TEXT   NOT NULL,
    state          TEXT   NOT NULL CHECK (state IN ('matched', 'unmatched')),
    reason         TEXT   NOT NULL,
    at_us          BIGINT NOT NULL,
    PRIMARY KEY (institution_id, bank_ref)
);
-- tillway:append-only billing_receipt

-- A waiver or refund asked for, and by whom it was approved.
CREATE TABLE billing_request (
    institution_id TEXT   NOT NULL,
    deposit_id     TEXT   NOT NULL,
    kind           TEXT   NOT NULL CHECK (kind IN ('waive', 'refund')),
    reason         TEXT   NOT NULL,
    maker          TEXT   NOT NULL,
    maker_party    TEXT   NOT NULL,
    checker_party  TEXT   NOT NULL,
    at_us          BIGINT NOT NULL,
    PRIMARY KEY (institution_id, deposit_id, kind),
    CHECK (checker_party <> maker_party),
    FOREIGN KEY (institution_id, deposit_id) REFERENCES billing_deposit (institution_id, id)
);
