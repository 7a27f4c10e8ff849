-- What shall become of money that fits no order: it pays an order after all, or
-- goes back to who sent it. One person asks, another decides.
CREATE TABLE billing_claim (
    institution_id TEXT   NOT NULL,
    bank_ref       TEXT   NOT NULL,
    seq            BIGINT NOT NULL, -- a refused claim may be followed by another
    kind           TEXT   NOT NULL CHECK (kind IN ('assign', 'return')),
    deposit_id     TEXT   NOT NULL, -- of an assignment
    reason         TEXT   NOT NULL,
    maker          TEXT   NOT NULL,
    maker_party    TEXT   NOT NULL,
    checker_party  TEXT   NOT NULL,
    outcome        TEXT   NOT NULL CHECK (outcome IN ('waiting', 'done', 'refused')),
    at_us          BIGINT NOT NULL,
    PRIMARY KEY (institution_id, bank_ref, seq),
    FOREIGN KEY (institution_id, bank_ref) REFERENCES billing_receipt (institution_id, bank_ref)
);
