-- Levels, lists, day counters, rules and what they found.

CREATE TABLE risk_profile (
    institution_id TEXT   NOT NULL,
    merchant_id    TEXT   NOT NULL,
    level          TEXT   NOT NULL CHECK (level IN ('L', 'M', 'H', 'X')),
    since          BIGINT NOT NULL,
    PRIMARY KEY (institution_id, merchant_id)
);

CREATE TABLE risk_counter (
    institution_id TEXT   NOT NULL,
    merchant_id    TEXT   NOT NULL,
    date           TEXT   NOT NULL,
    product        TEXT   NOT NULL,
    amount_fen     BIGINT NOT NULL,
    count          BIGINT NOT NULL,
    PRIMARY KEY (institution_id, merchant_id, date, product)
);

CREATE TABLE risk_card_day (
    institution_id TEXT   NOT NULL,
    merchant_id    TEXT   NOT NULL,
    date           TEXT   NOT NULL,
    pan_index      BYTEA  NOT NULL,
    count          BIGINT NOT NULL,
    PRIMARY KEY (institution_id, merchant_id, date, pan_index)
);

CREATE TABLE risk_listed_card (
    institution_id TEXT   NOT NULL,
    pan_index      BYTEA  NOT NULL,
    reason         TEXT   NOT NULL,
    listed_by      TEXT   NOT NULL,
    listed_at      BIGINT NOT NULL,
    PRIMARY KEY (institution_id, pan_index)
);

CREATE TABLE risk_rule (
    institution_id TEXT   NOT NULL,
    id             TEXT   NOT NULL,
    mode           TEXT   NOT NULL CHECK (mode IN ('off', 'shadow', 'enforce')),
    points         BIGINT NOT NULL,
    bound          BIGINT NOT NULL,
    changed_by     TEXT   NOT NULL,
    changed_at     BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id)
);

CREATE TABLE risk_alert (
    institution_id TEXT   NOT NULL,
    merchant_id    TEXT   NOT NULL,
    id             TEXT   NOT NULL,
    rule           TEXT   NOT NULL,
    mode           TEXT   NOT NULL,
    points         BIGINT NOT NULL,
    payment_id     TEXT   NOT NULL,
    at             BIGINT NOT NULL,
    PRIMARY KEY (institution_id, merchant_id, id)
);
-- tillway:append-only risk_alert
