-- Who did what to which, and when: one chain per institution.
CREATE TABLE audit_line (
    institution_id TEXT   NOT NULL,
    seq            BIGINT NOT NULL,
    at_us          BIGINT NOT NULL,
    actor_user     TEXT   NOT NULL,
    actor_party    TEXT   NOT NULL,
    actor_roles    TEXT   NOT NULL,
    ip             TEXT   NOT NULL,
    verb           TEXT   NOT NULL,
    noun           TEXT   NOT NULL,
    noun_id        TEXT   NOT NULL,
    detail         TEXT   NOT NULL,
    prev_hash      TEXT   NOT NULL,
    hash           TEXT   NOT NULL,
    PRIMARY KEY (institution_id, seq)
);
CREATE INDEX audit_line_noun ON audit_line (institution_id, noun, noun_id, seq);
-- tillway:append-only audit_line

-- The end of each chain, so that a line dropped at the end is missed too.
CREATE TABLE audit_head (
    institution_id TEXT   PRIMARY KEY,
    seq            BIGINT NOT NULL,
    hash           TEXT   NOT NULL
);
