-- People and bodies. Masks are in the clear; the values lie in sealed, under
-- the party's own key, which Destroy sets to NULL together with the indexes.
CREATE TABLE party_person (
    institution_id TEXT    NOT NULL,
    id             TEXT    NOT NULL,
    kind           TEXT    NOT NULL CHECK (kind IN ('natural', 'legal', 'prospect')),
    id_type        TEXT    NOT NULL,
    name_masked    TEXT    NOT NULL,
    id_no_masked   TEXT    NOT NULL,
    mobile_masked  TEXT    NOT NULL,
    verified       BOOLEAN NOT NULL,
    data_key       BYTEA,
    sealed         BYTEA,
    id_no_index    BYTEA,
    mobile_index   BYTEA,
    created_us     BIGINT  NOT NULL,
    changed_us     BIGINT  NOT NULL,
    destroyed_us   BIGINT,
    PRIMARY KEY (institution_id, id),
    UNIQUE (institution_id, id_type, id_no_index),
    CHECK (destroyed_us IS NULL OR (data_key IS NULL AND sealed IS NULL AND id_no_index IS NULL AND mobile_index IS NULL))
);
CREATE INDEX party_person_mobile ON party_person (institution_id, mobile_index);
