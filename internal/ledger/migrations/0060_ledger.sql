-- The books. Balances are derived from the lines and stored beside them in the
-- same transaction; entries, lines, holds and releases are never changed.

CREATE TABLE ledger_account (
    institution_id TEXT   NOT NULL,
    account        TEXT   NOT NULL,
    currency       TEXT   NOT NULL,
    debit_fen      BIGINT NOT NULL,
    credit_fen     BIGINT NOT NULL,
    held_fen       BIGINT NOT NULL CHECK (held_fen >= 0),
    opened_at      BIGINT NOT NULL,
    PRIMARY KEY (institution_id, account, currency)
);

CREATE TABLE ledger_entry (
    institution_id TEXT   NOT NULL,
    id             TEXT   NOT NULL,
    reason         TEXT   NOT NULL,
    ref_kind       TEXT   NOT NULL,
    ref_id         TEXT   NOT NULL,
    business_date  TEXT   NOT NULL,
    posted_at      BIGINT NOT NULL,
    posted_by      TEXT   NOT NULL,
    reverses       TEXT,
    PRIMARY KEY (institution_id, id),
    UNIQUE (institution_id, ref_kind, ref_id, reason),
    UNIQUE (institution_id, reverses),
    FOREIGN KEY (institution_id, reverses) REFERENCES ledger_entry (institution_id, id)
);
-- tillway:append-only ledger_entry

CREATE INDEX ledger_entry_day ON ledger_entry (institution_id, business_date, id);

CREATE TABLE ledger_line (
    institution_id TEXT    NOT NULL,
    entry_id       TEXT    NOT NULL,
    n              INTEGER NOT NULL,
    account        TEXT    NOT NULL,
    currency       TEXT    NOT NULL,
    debit_fen      BIGINT  NOT NULL CHECK (debit_fen >= 0),
    credit_fen     BIGINT  NOT NULL CHECK (credit_fen >= 0),
    PRIMARY KEY (institution_id, entry_id, n),
    CHECK ((debit_fen = 0) <> (credit_fen = 0)),
    FOREIGN KEY (institution_id, entry_id) REFERENCES ledger_entry (institution_id, id),
    FOREIGN KEY (institution_id, account, currency) REFERENCES ledger_account (institution_id, account, currency)
);
-- tillway:append-only ledger_line

CREATE INDEX ledger_line_account ON ledger_line (institution_id, account, entry_id);

CREATE TABLE ledger_hold (
    institution_id TEXT   NOT NULL,
    id             TEXT   NOT NULL,
    account        TEXT   NOT NULL,
    currency       TEXT   NOT NULL,
    amount_fen     BIGINT NOT NULL CHECK (amount_fen > 0),
    reason         TEXT   NOT NULL,
    ref_kind       TEXT   NOT NULL,
    ref_id         TEXT   NOT NULL,
    placed_at      BIGINT NOT NULL,
    placed_by      TEXT   NOT NULL,
    PRIMARY KEY (institution_id, id),
    UNIQUE (institution_id, ref_kind, ref_id, reason),
    FOREIGN KEY (institution_id, account, currency) REFERENCES ledger_account (institution_id, account, currency)
);
-- tillway:append-only ledger_hold

CREATE INDEX ledger_hold_account ON ledger_hold (institution_id, account, id);

CREATE TABLE ledger_release (
    institution_id TEXT   NOT NULL,
    hold_id        TEXT   NOT NULL,
    reason         TEXT   NOT NULL,
    released_at    BIGINT NOT NULL,
    released_by    TEXT   NOT NULL,
    PRIMARY KEY (institution_id, hold_id),
    FOREIGN KEY (institution_id, hold_id) REFERENCES ledger_hold (institution_id, id)
);
-- tillway:append-only ledger_release
