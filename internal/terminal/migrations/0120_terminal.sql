-- One row is one deployment of a device, from stock to its return.
CREATE TABLE terminal_device (
    institution_id TEXT   NOT NULL,
    id             TEXT   NOT NULL,
    tusn           TEXT   NOT NULL,
    model          TEXT   NOT NULL,
    merchant_id    TEXT   NOT NULL,
    tid            TEXT   NOT NULL,
    mid            TEXT   NOT NULL,
    binding        BIGINT NOT NULL,
    batch          BIGINT NOT NULL CHECK (batch BETWEEN 1 AND 999999),
    life           TEXT   NOT NULL CHECK (life = 'terminal'),
    status         TEXT   NOT NULL,
    step           BIGINT NOT NULL,
    reason         TEXT   NOT NULL,
    created_us     BIGINT NOT NULL,
    changed_us     BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, life, id, step, status)
        REFERENCES flow_step (institution_id, life, id, step, to_status)
);

-- One device, one record that is not over; one TID for ever.
CREATE UNIQUE INDEX terminal_device_tusn ON terminal_device (institution_id, tusn) WHERE status <> 'returned';
CREATE UNIQUE INDEX terminal_device_tid ON terminal_device (institution_id, tid) WHERE tid <> '';
CREATE INDEX terminal_device_merchant ON terminal_device (institution_id, merchant_id, id);

-- The five elements, version by version, each chained to the one before.
CREATE TABLE terminal_binding (
    institution_id   TEXT   NOT NULL,
    terminal_id      TEXT   NOT NULL,
    version          BIGINT NOT NULL,
    tusn             TEXT   NOT NULL,
    institution_code TEXT   NOT NULL,
    mid              TEXT   NOT NULL,
    licence          TEXT   NOT NULL,
    account_ref      TEXT   NOT NULL,
    address          TEXT   NOT NULL,
    lon_e6           BIGINT NOT NULL,
    lat_e6           BIGINT NOT NULL,
    crs              TEXT   NOT NULL CHECK (crs IN ('GCJ02', 'WGS84', 'BD09')),
    prev_hash        BYTEA  NOT NULL,
    hash             BYTEA  NOT NULL,
    bound_by         TEXT   NOT NULL,
    at_us            BIGINT NOT NULL,
    PRIMARY KEY (institution_id, terminal_id, version),
    FOREIGN KEY (institution_id, terminal_id) REFERENCES terminal_device (institution_id, id)
);
-- tillway:append-only terminal_binding
