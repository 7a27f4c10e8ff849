-- A key as the house sees it: a block sealed under the module's storage
-- master key and a check value. A destroyed key keeps its row and its check
-- value as evidence and loses its block.
CREATE TABLE keys_key (
    institution_id TEXT   NOT NULL,
    id             TEXT   NOT NULL,
    owner          TEXT   NOT NULL,
    usage          TEXT   NOT NULL CHECK (usage IN ('ZPK', 'ZAK', 'TMK', 'TPK', 'TAK', 'TDK')),
    block          BYTEA  NOT NULL,
    kcv            TEXT   NOT NULL,
    life           TEXT   NOT NULL CHECK (life = 'key'),
    status         TEXT   NOT NULL,
    step           BIGINT NOT NULL,
    maker_party    TEXT   NOT NULL,
    checker_party  TEXT   NOT NULL,
    created_us     BIGINT NOT NULL,
    changed_us     BIGINT NOT NULL,
    exported_us    BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, life, id, step, status)
        REFERENCES flow_step (institution_id, life, id, step, to_status)
);

-- One pending, one current and one previous key of each usage and owner.
CREATE UNIQUE INDEX keys_key_one ON keys_key (institution_id, owner, usage, status)
    WHERE status <> 'destroyed';
