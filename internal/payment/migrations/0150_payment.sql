-- A payment and the times of its statuses. Its trigger (flow.HotTrigger) lets a
-- status change along an edge only and refuses any change of what was asked.
CREATE TABLE payment (
    institution_id  TEXT   NOT NULL,
    merchant_id     TEXT   NOT NULL,
    id              TEXT   NOT NULL,
    kind            TEXT   NOT NULL,
    channel         TEXT   NOT NULL,
    product         TEXT   NOT NULL,
    terminal_id     TEXT   NOT NULL,
    tid             TEXT   NOT NULL,
    mid             TEXT   NOT NULL,
    merchant_name   TEXT   NOT NULL,
    mcc             TEXT   NOT NULL,
    batch           TEXT   NOT NULL,
    trace           TEXT   NOT NULL,
    entry_mode      TEXT   NOT NULL,
    requested_fen   BIGINT NOT NULL CHECK (requested_fen >= 0),
    currency        TEXT   NOT NULL,
    pan_token       TEXT   NOT NULL,
    pan_cipher      BYTEA,
    pan_key         BIGINT NOT NULL,
    pan_index       BYTEA,
    pan_mask        TEXT   NOT NULL,
    original_id     TEXT   NOT NULL,
    rrn             TEXT   NOT NULL,
    stan            TEXT   NOT NULL,
    plan_id         TEXT   NOT NULL,
    binding_version BIGINT NOT NULL,
    business_date   TEXT   NOT NULL,
    limit_date      TEXT   NOT NULL,
    occurred_at     BIGINT NOT NULL,
    deadline_at     BIGINT NOT NULL,
    boot            TEXT   NOT NULL,
    life            TEXT   NOT NULL CHECK (life = 'payment'),
    status          TEXT   NOT NULL,
    intent_at       BIGINT NOT NULL,
    approved_at     BIGINT,
    declined_at     BIGINT,
    uncertain_at    BIGINT,
    forwarding_at   BIGINT,
    reversing_at    BIGINT,
    reversed_at     BIGINT,
    late_at         BIGINT,
    unwanted_at     BIGINT,
    late_code       TEXT   NOT NULL,
    approved_fen    BIGINT,
    code            TEXT   NOT NULL,
    reason          TEXT   NOT NULL,
    reason_args     TEXT   NOT NULL,
    auth_code       TEXT   NOT NULL,
    issuer          TEXT   NOT NULL,
    channel_date    TEXT   NOT NULL,
    channel_ref     TEXT   NOT NULL,
    posted_date     TEXT   NOT NULL,
    reversed_date   TEXT   NOT NULL,
    entry_id        TEXT   NOT NULL,
    hold_id         TEXT   NOT NULL,
    PRIMARY KEY (institution_id, id),
    CHECK (approved_fen IS NULL OR approved_fen BETWEEN 0 AND requested_fen),
    CHECK ((status IN ('approved', 'reversing')) <= (approved_at IS NOT NULL AND approved_fen IS NOT NULL))
);

CREATE UNIQUE INDEX payment_rrn ON payment (institution_id, rrn);
CREATE INDEX payment_merchant ON payment (institution_id, merchant_id, occurred_at, id);
CREATE INDEX payment_terminal ON payment (institution_id, terminal_id, batch);
CREATE INDEX payment_original ON payment (institution_id, original_id) WHERE original_id <> '';
CREATE INDEX payment_auth ON payment (institution_id, merchant_id, auth_code) WHERE auth_code <> '' AND kind = 'preauth';
CREATE INDEX payment_open ON payment (institution_id, occurred_at) WHERE status = 'intent';
CREATE INDEX payment_posted ON payment (institution_id, posted_date) WHERE posted_date <> '';
CREATE INDEX payment_undone ON payment (institution_id, reversed_date) WHERE reversed_date <> '';
CREATE INDEX payment_day_date ON payment (institution_id, business_date);

-- What a terminal already asked, so that a duplicate is known as one. It is not
-- part of payment, which can be cut by month. A row without payment is a
-- tombstone: the reversal came before its original.
CREATE TABLE payment_key (
    institution_id TEXT   NOT NULL,
    terminal_id    TEXT   NOT NULL,
    batch          TEXT   NOT NULL,
    trace          TEXT   NOT NULL,
    class          TEXT   NOT NULL,
    digest         BYTEA  NOT NULL,
    kind           TEXT   NOT NULL,
    amount_fen     BIGINT NOT NULL,
    payment_id     TEXT   NOT NULL,
    at             BIGINT NOT NULL,
    PRIMARY KEY (institution_id, terminal_id, batch, trace, class)
);
-- tillway:append-only payment_key

-- What the house still owes the outside about a payment.
CREATE TABLE payment_due (
    institution_id TEXT    NOT NULL,
    payment_id     TEXT    NOT NULL,
    merchant_id    TEXT    NOT NULL,
    act            TEXT    NOT NULL CHECK (act IN ('reverse', 'forward')),
    cause          TEXT    NOT NULL,
    stan           TEXT    NOT NULL,
    created_at     BIGINT  NOT NULL,
    attempts       BIGINT  NOT NULL,
    next_at        BIGINT  NOT NULL,
    last_code      TEXT    NOT NULL,
    done_at        BIGINT,
    PRIMARY KEY (institution_id, payment_id)
);

CREATE INDEX payment_due_open ON payment_due (next_at, payment_id) WHERE done_at IS NULL;

-- The open business date, and the cut-offs that set it.
CREATE TABLE payment_day (
    institution_id TEXT   NOT NULL,
    open_date      TEXT   NOT NULL,
    since          BIGINT NOT NULL,
    PRIMARY KEY (institution_id)
);

CREATE TABLE payment_cut (
    institution_id TEXT   NOT NULL,
    closed_date    TEXT   NOT NULL,
    open_date      TEXT   NOT NULL,
    cut_at         BIGINT NOT NULL,
    cut_by         TEXT   NOT NULL,
    PRIMARY KEY (institution_id, closed_date)
);
-- tillway:append-only payment_cut

-- Numbers that must not repeat.
CREATE TABLE payment_sequence (
    institution_id TEXT   NOT NULL,
    name           TEXT   NOT NULL,
    value          BIGINT NOT NULL,
    PRIMARY KEY (institution_id, name)
);

-- A terminal's batch, once it is settled.
CREATE TABLE payment_batch (
    institution_id TEXT    NOT NULL,
    terminal_id    TEXT    NOT NULL,
    batch          TEXT    NOT NULL,
    merchant_id    TEXT    NOT NULL,
    debit_fen      BIGINT  NOT NULL,
    debit_count    BIGINT  NOT NULL,
    credit_fen     BIGINT  NOT NULL,
    credit_count   BIGINT  NOT NULL,
    balanced       BOOLEAN NOT NULL,
    settled_at     BIGINT  NOT NULL,
    closed_at      BIGINT,
    next_batch     TEXT    NOT NULL,
    PRIMARY KEY (institution_id, terminal_id, batch)
);

-- The wrapped key under which an institution's card numbers are sealed.
CREATE TABLE payment_data_key (
    institution_id TEXT   NOT NULL,
    version        BIGINT NOT NULL,
    block          BYTEA  NOT NULL,
    made_at        BIGINT NOT NULL,
    PRIMARY KEY (institution_id, version)
);
-- tillway:append-only payment_data_key
