-- The keys with which the house signs to the wallets, wrapped by the module.
CREATE TABLE wallet_key (
    institution_id TEXT   NOT NULL,
    channel        TEXT   NOT NULL,
    version        BIGINT NOT NULL,
    block          BYTEA  NOT NULL,
    public_der     BYTEA  NOT NULL,
    made_at        BIGINT NOT NULL,
    PRIMARY KEY (institution_id, channel, version)
);
-- tillway:append-only wallet_key
