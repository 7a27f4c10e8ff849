-- A business day on its way from cut-off to closed books.
CREATE TABLE settlement_day (
    institution_id TEXT   NOT NULL,
    id             TEXT   NOT NULL, -- the business date
    life           TEXT   NOT NULL CHECK (life = 'business_day'),
    status         TEXT   NOT NULL,
    step           BIGINT NOT NULL,
    cut_by         TEXT   NOT NULL,
    cut_us         BIGINT NOT NULL,
    changed_us     BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, life, id, step, status)
        REFERENCES flow_step (institution_id, life, id, step, to_status)
);

-- What the channels sent about a day. A file is taken once.
CREATE TABLE settlement_file (
    institution_id TEXT   NOT NULL,
    business_date  TEXT   NOT NULL,
    channel        TEXT   NOT NULL,
    digest         TEXT   NOT NULL,
    taken_by       TEXT   NOT NULL,
    lines          BIGINT NOT NULL,
    net_fen        BIGINT NOT NULL,
    taken_us       BIGINT NOT NULL,
    PRIMARY KEY (institution_id, business_date, channel)
);
-- tillway:append-only settlement_file

-- Where a channel's file and our books differ. One open difference keeps the
-- day from being cleared.
CREATE TABLE settlement_difference (
    institution_id TEXT   NOT NULL,
    business_date  TEXT   NOT NULL,
    channel        TEXT   NOT NULL,
    reference      TEXT   NOT NULL, -- RRN or order number
    kind           TEXT   NOT NULL CHECK (kind IN ('channel_only', 'ours_only', 'amount')),
    ours_fen       BIGINT NOT NULL,
    channel_fen    BIGINT NOT NULL,
    payment_id     TEXT   NOT NULL,
    resolved_us    BIGINT NOT NULL, -- 0 while open
    resolved_by    TEXT   NOT NULL,
    reason         TEXT   NOT NULL,
    PRIMARY KEY (institution_id, business_date, channel, reference)
);

-- The fee of each payment, computed at clearing by the signed plan. Negative
-- for what is given back with a refund.
CREATE TABLE settlement_fee (
    institution_id TEXT   NOT NULL,
    merchant_id    TEXT   NOT NULL,
    payment_id     TEXT   NOT NULL,
    business_date  TEXT   NOT NULL,
    channel        TEXT   NOT NULL,
    kind           TEXT   NOT NULL,
    product        TEXT   NOT NULL,
    rrn            TEXT   NOT NULL,
    payer          TEXT   NOT NULL, -- masked card
    occurred_us    BIGINT NOT NULL,
    signed_fen     BIGINT NOT NULL, -- amount, negative for refunds and voids
    fee_fen        BIGINT NOT NULL,
    cost_fen       BIGINT NOT NULL,
    plan_id        TEXT   NOT NULL,
    original_id    TEXT   NOT NULL,
    PRIMARY KEY (institution_id, merchant_id, payment_id, business_date) -- a reversal of a later day has its own row
);
CREATE INDEX settlement_fee_day ON settlement_fee (institution_id, business_date, merchant_id);
CREATE INDEX settlement_fee_original ON settlement_fee (institution_id, original_id);
-- tillway:append-only settlement_fee

-- A file of payouts: planned by one person, approved by another.
CREATE TABLE settlement_run (
    institution_id TEXT   NOT NULL,
    run_id         TEXT   NOT NULL, -- the clearing file id, unique for ever
    business_date  TEXT   NOT NULL,
    pay_date       TEXT   NOT NULL,
    seq            BIGINT NOT NULL,
    maker_party    TEXT   NOT NULL,
    maker_user     TEXT   NOT NULL,
    checker_party  TEXT   NOT NULL,
    checker_user   TEXT   NOT NULL,
    digest         TEXT   NOT NULL, -- of the file sent; empty before
    planned_us     BIGINT NOT NULL,
    approved_us    BIGINT NOT NULL,
    sent_us        BIGINT NOT NULL,
    PRIMARY KEY (institution_id, run_id),
    UNIQUE (institution_id, business_date, seq)
);

-- What one merchant is paid by a run.
CREATE TABLE settlement_payout (
    institution_id TEXT   NOT NULL,
    merchant_id    TEXT   NOT NULL,
    id             TEXT   NOT NULL,
    run_id         TEXT   NOT NULL,
    place          BIGINT NOT NULL, -- line in the file, from 1
    amount_fen     BIGINT NOT NULL CHECK (amount_fen > 0),
    account_last4  TEXT   NOT NULL,
    bank_ref       TEXT   NOT NULL,
    reason         TEXT   NOT NULL,
    life           TEXT   NOT NULL CHECK (life = 'payout'),
    status         TEXT   NOT NULL,
    step           BIGINT NOT NULL,
    changed_us     BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    UNIQUE (institution_id, run_id, merchant_id),
    UNIQUE (institution_id, run_id, place),
    FOREIGN KEY (institution_id, life, id, step, status)
        REFERENCES flow_step (institution_id, life, id, step, to_status)
);
CREATE INDEX settlement_payout_merchant ON settlement_payout (institution_id, merchant_id, id);

-- Credits on our bank account, each taken once.
CREATE TABLE settlement_credit (
    institution_id TEXT   NOT NULL,
    bank_ref       TEXT   NOT NULL,
    reference      TEXT   NOT NULL,
    amount_fen     BIGINT NOT NULL,
    purpose        TEXT   NOT NULL CHECK (purpose IN ('deposit', 'channel', 'unknown')),
    taken_us       BIGINT NOT NULL,
    PRIMARY KEY (institution_id, bank_ref)
);
-- tillway:append-only settlement_credit

-- A correction of what a merchant was charged, by two people.
CREATE TABLE settlement_adjustment (
    institution_id TEXT   NOT NULL,
    merchant_id    TEXT   NOT NULL,
    id             TEXT   NOT NULL,
    amount_fen     BIGINT NOT NULL CHECK (amount_fen <> 0), -- negative: taken off
    reason         TEXT   NOT NULL,
    maker_party    TEXT   NOT NULL,
    checker_party  TEXT   NOT NULL,
    life           TEXT   NOT NULL CHECK (life = 'adjustment'),
    status         TEXT   NOT NULL,
    step           BIGINT NOT NULL,
    made_us        BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, life, id, step, status)
        REFERENCES flow_step (institution_id, life, id, step, to_status)
);

-- A part of a merchant's balance that is not paid out, with its ground. It is
-- ended by somebody else than who placed it.
CREATE TABLE settlement_freeze (
    institution_id TEXT   NOT NULL,
    merchant_id    TEXT   NOT NULL,
    id             TEXT   NOT NULL,
    amount_fen     BIGINT NOT NULL CHECK (amount_fen > 0),
    ground         TEXT   NOT NULL CHECK (ground IN ('RISK', 'DISPUTE', 'JUDICIAL', 'AML', 'KYC_EXPIRED')),
    document       TEXT   NOT NULL, -- rule, case or court document it rests on
    hold_id        TEXT   NOT NULL,
    maker_party    TEXT   NOT NULL,
    ender_party    TEXT   NOT NULL,
    life           TEXT   NOT NULL CHECK (life = 'freeze'),
    status         TEXT   NOT NULL,
    step           BIGINT NOT NULL,
    made_us        BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, life, id, step, status)
        REFERENCES flow_step (institution_id, life, id, step, to_status)
);
CREATE INDEX settlement_freeze_merchant ON settlement_freeze (institution_id, merchant_id, id);
