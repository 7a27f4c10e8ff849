CREATE TABLE fieldwork_order (
    institution_id TEXT    NOT NULL,
    id             TEXT    NOT NULL,
    number         TEXT    NOT NULL,
    merchant_id    TEXT    NOT NULL,
    terminal_id    TEXT    NOT NULL,
    engineer       TEXT    NOT NULL,
    planned_on     TEXT    NOT NULL,
    moved          INTEGER NOT NULL CHECK (moved BETWEEN 0 AND 2),
    batch_from     TEXT    NOT NULL,
    created_on     TEXT    NOT NULL,
    life           TEXT    NOT NULL CHECK (life = 'work_order'),
    status         TEXT    NOT NULL,
    step           BIGINT  NOT NULL,
    created_us     BIGINT  NOT NULL,
    changed_us     BIGINT  NOT NULL,
    PRIMARY KEY (institution_id, id),
    UNIQUE (institution_id, number),
    FOREIGN KEY (institution_id, life, id, step, status)
        REFERENCES flow_step (institution_id, life, id, step, to_status)
);
CREATE INDEX fieldwork_order_merchant ON fieldwork_order (institution_id, merchant_id, id);
CREATE INDEX fieldwork_order_status ON fieldwork_order (institution_id, status, id);

-- Every answer ever given; the latest of a step counts.
CREATE TABLE fieldwork_answer (
    institution_id TEXT    NOT NULL,
    order_id       TEXT    NOT NULL,
    seq            BIGINT  NOT NULL,
    item           INTEGER NOT NULL,
    passed         BOOLEAN NOT NULL,
    value          TEXT    NOT NULL,
    note           TEXT    NOT NULL,
    lon_e6         BIGINT  NOT NULL,
    lat_e6         BIGINT  NOT NULL,
    user_id        TEXT    NOT NULL,
    at_us          BIGINT  NOT NULL,
    PRIMARY KEY (institution_id, order_id, seq),
    FOREIGN KEY (institution_id, order_id) REFERENCES fieldwork_order (institution_id, id)
);
-- tillway:append-only fieldwork_answer

-- Every commissioning test; the latest of a case counts.
CREATE TABLE fieldwork_test (
    institution_id TEXT    NOT NULL,
    order_id       TEXT    NOT NULL,
    seq            BIGINT  NOT NULL,
    name           TEXT    NOT NULL,
    passed         BOOLEAN NOT NULL,
    rrn            TEXT    NOT NULL,
    payment_id     TEXT    NOT NULL,
    detail         TEXT    NOT NULL,
    user_id        TEXT    NOT NULL,
    at_us          BIGINT  NOT NULL,
    PRIMARY KEY (institution_id, order_id, seq),
    FOREIGN KEY (institution_id, order_id) REFERENCES fieldwork_order (institution_id, id)
);
-- tillway:append-only fieldwork_test

-- The merchant's signature under the form: a digest and a masked name.
CREATE TABLE fieldwork_signoff (
    institution_id TEXT   NOT NULL,
    order_id       TEXT   NOT NULL,
    signed_as      TEXT   NOT NULL,
    digest         TEXT   NOT NULL,
    lon_e6         BIGINT NOT NULL,
    lat_e6         BIGINT NOT NULL,
    manual         TEXT   NOT NULL,
    user_id        TEXT   NOT NULL,
    at_us          BIGINT NOT NULL,
    PRIMARY KEY (institution_id, order_id),
    FOREIGN KEY (institution_id, order_id) REFERENCES fieldwork_order (institution_id, id)
);
-- tillway:append-only fieldwork_signoff
