-- Users, their passwords, roles, sessions and failed tries.
CREATE TABLE identity_user (
    institution_id TEXT    NOT NULL,
    id             TEXT    NOT NULL,
    login          TEXT    NOT NULL,
    party_id       TEXT    NOT NULL,
    merchant_id    TEXT    NOT NULL, -- '' for the institution's own people and for applicants
    name_masked    TEXT    NOT NULL,
    temporary      BOOLEAN NOT NULL,
    life           TEXT    NOT NULL CHECK (life = 'user'),
    status         TEXT    NOT NULL,
    step           BIGINT  NOT NULL,
    created_us     BIGINT  NOT NULL,
    PRIMARY KEY (institution_id, id),
    UNIQUE (institution_id, login),
    FOREIGN KEY (institution_id, life, id, step, status) REFERENCES flow_step (institution_id, life, id, step, to_status)
);
CREATE INDEX identity_user_party ON identity_user (institution_id, party_id);
CREATE INDEX identity_user_merchant ON identity_user (institution_id, merchant_id);

-- Every password a user ever had, as an argon2id hash; the last one counts.
CREATE TABLE identity_password (
    institution_id TEXT   NOT NULL,
    user_id        TEXT   NOT NULL,
    seq            BIGINT NOT NULL,
    hash           TEXT   NOT NULL,
    set_us         BIGINT NOT NULL,
    PRIMARY KEY (institution_id, user_id, seq),
    FOREIGN KEY (institution_id, user_id) REFERENCES identity_user (institution_id, id)
);
-- tillway:append-only identity_password

CREATE TABLE identity_role (
    institution_id TEXT NOT NULL,
    user_id        TEXT NOT NULL,
    role           TEXT NOT NULL,
    PRIMARY KEY (institution_id, user_id, role),
    FOREIGN KEY (institution_id, user_id) REFERENCES identity_user (institution_id, id)
);

CREATE TABLE identity_role_change (
    institution_id TEXT   NOT NULL,
    id             TEXT   NOT NULL,
    user_id        TEXT   NOT NULL,
    roles          TEXT   NOT NULL, -- comma-separated
    reason         TEXT   NOT NULL,
    maker_party    TEXT   NOT NULL,
    checker_party  TEXT   NOT NULL, -- '' until decided
    life           TEXT   NOT NULL CHECK (life = 'role_change'),
    status         TEXT   NOT NULL,
    step           BIGINT NOT NULL,
    created_us     BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, user_id) REFERENCES identity_user (institution_id, id),
    FOREIGN KEY (institution_id, life, id, step, status) REFERENCES flow_step (institution_id, life, id, step, to_status)
);

-- Times are the real clock's here. The token itself is nowhere.
CREATE TABLE identity_session (
    token_sha256   BYTEA  NOT NULL PRIMARY KEY,
    institution_id TEXT   NOT NULL,
    user_id        TEXT   NOT NULL,
    device         TEXT   NOT NULL,
    started_us     BIGINT NOT NULL,
    seen_us        BIGINT NOT NULL,
    ended_us       BIGINT,
    FOREIGN KEY (institution_id, user_id) REFERENCES identity_user (institution_id, id)
);
CREATE INDEX identity_session_user ON identity_session (institution_id, user_id);

CREATE TABLE identity_device (
    institution_id TEXT   NOT NULL,
    user_id        TEXT   NOT NULL,
    device         TEXT   NOT NULL,
    first_us       BIGINT NOT NULL,
    PRIMARY KEY (institution_id, user_id, device),
    FOREIGN KEY (institution_id, user_id) REFERENCES identity_user (institution_id, id)
);

-- Failed tries by name, whether such a user exists or not. What was typed is
-- kept as a digest only: people type passwords into the name field.
CREATE TABLE identity_attempt (
    institution_id TEXT    NOT NULL,
    login_sha256   BYTEA   NOT NULL,
    failures       INTEGER NOT NULL,
    last_us        BIGINT  NOT NULL,
    locked_us      BIGINT  NOT NULL, -- locked until; 0 when not
    PRIMARY KEY (institution_id, login_sha256)
);
