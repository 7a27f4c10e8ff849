-- Merchants after approval. Names of shops and companies are public; accounts
-- lie sealed under the key of their party.
CREATE TABLE merchant_merchant (
    institution_id TEXT   NOT NULL,
    id             TEXT   NOT NULL,
    mid            TEXT   NOT NULL CHECK (length(mid) = 15),
    application_id TEXT   NOT NULL,
    name           TEXT   NOT NULL,
    short_name     TEXT   NOT NULL,
    mcc            TEXT   NOT NULL,
    kind           TEXT   NOT NULL,
    uscc           TEXT   NOT NULL, -- '' for a micro merchant
    legal_party    TEXT   NOT NULL,
    risk_level     TEXT   NOT NULL CHECK (risk_level IN ('L', 'M', 'H')),
    products       TEXT   NOT NULL, -- comma-separated
    life           TEXT   NOT NULL CHECK (life = 'merchant'),
    status         TEXT   NOT NULL,
    step           BIGINT NOT NULL,
    opened_us      BIGINT NOT NULL,
    active_us      BIGINT,
    PRIMARY KEY (institution_id, id),
    UNIQUE (institution_id, mid),
    UNIQUE (institution_id, application_id),
    FOREIGN KEY (institution_id, life, id, step, status) REFERENCES flow_step (institution_id, life, id, step, to_status)
);
CREATE INDEX merchant_merchant_uscc ON merchant_merchant (institution_id, uscc);

-- The last sequence number given out for an area and a trade.
CREATE TABLE merchant_sequence (
    institution_id TEXT   NOT NULL,
    area           TEXT   NOT NULL,
    mcc            TEXT   NOT NULL,
    last           BIGINT NOT NULL,
    PRIMARY KEY (institution_id, area, mcc)
);

CREATE TABLE merchant_store (
    institution_id TEXT NOT NULL,
    merchant_id    TEXT NOT NULL,
    id             TEXT NOT NULL,
    name           TEXT NOT NULL,
    province       TEXT NOT NULL,
    city           TEXT NOT NULL,
    district       TEXT NOT NULL,
    detail         TEXT NOT NULL,
    lon            TEXT NOT NULL,
    lat            TEXT NOT NULL,
    address_key    TEXT NOT NULL,
    PRIMARY KEY (institution_id, merchant_id, id),
    UNIQUE (institution_id, id),
    FOREIGN KEY (institution_id, merchant_id) REFERENCES merchant_merchant (institution_id, id)
);
CREATE INDEX merchant_store_address ON merchant_store (institution_id, address_key);

CREATE TABLE merchant_condition (
    institution_id TEXT    NOT NULL,
    merchant_id    TEXT    NOT NULL,
    name           TEXT    NOT NULL CHECK (name IN ('contract', 'deposit', 'installed', 'tested', 'trained')),
    met            BOOLEAN NOT NULL,
    ref            TEXT    NOT NULL,
    changed_us     BIGINT  NOT NULL,
    PRIMARY KEY (institution_id, merchant_id, name),
    FOREIGN KEY (institution_id, merchant_id) REFERENCES merchant_merchant (institution_id, id)
);

CREATE TABLE merchant_switch (
    institution_id TEXT    NOT NULL,
    merchant_id    TEXT    NOT NULL,
    function       TEXT    NOT NULL CHECK (function IN ('sale', 'void', 'refund', 'preauth', 'wechat', 'alipay')),
    is_on          BOOLEAN NOT NULL,
    changed_us     BIGINT  NOT NULL,
    PRIMARY KEY (institution_id, merchant_id, function),
    FOREIGN KEY (institution_id, merchant_id) REFERENCES merchant_merchant (institution_id, id)
);

-- Every account a merchant ever had or asked for; one is in force.
CREATE TABLE merchant_account (
    institution_id TEXT   NOT NULL,
    merchant_id    TEXT   NOT NULL,
    id             TEXT   NOT NULL,
    party_id       TEXT   NOT NULL, -- whose key sealed it
    account_type   TEXT   NOT NULL,
    sealed         BYTEA  NOT NULL,
    number_index   BYTEA  NOT NULL,
    last4          TEXT   NOT NULL,
    holder_masked  TEXT   NOT NULL,
    bank_code      TEXT   NOT NULL,
    bank_name      TEXT   NOT NULL,
    cycle          TEXT   NOT NULL,
    evidence       TEXT   NOT NULL, -- the registry's reference, or the application
    maker_party    TEXT   NOT NULL,
    checker_party  TEXT   NOT NULL,
    approver_party TEXT   NOT NULL,
    life           TEXT   NOT NULL CHECK (life = 'settlement_account'),
    status         TEXT   NOT NULL,
    step           BIGINT NOT NULL,
    created_us     BIGINT NOT NULL,
    valid_us       BIGINT, -- the end of its cooling time; set at approval
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, merchant_id) REFERENCES merchant_merchant (institution_id, id),
    FOREIGN KEY (institution_id, life, id, step, status) REFERENCES flow_step (institution_id, life, id, step, to_status)
);
CREATE UNIQUE INDEX merchant_account_in_force ON merchant_account (institution_id, merchant_id) WHERE status = 'in_force';
CREATE INDEX merchant_account_merchant ON merchant_account (institution_id, merchant_id, status);
CREATE INDEX merchant_account_number ON merchant_account (institution_id, number_index);
