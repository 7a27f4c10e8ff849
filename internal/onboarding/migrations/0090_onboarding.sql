-- Applications. form_sealed is the whole form under the prospect's key;
-- form_masked is what people see of it.
CREATE TABLE onboarding_application (
    institution_id TEXT    NOT NULL,
    id             TEXT    NOT NULL,
    number         TEXT    NOT NULL, -- '' until the first submission
    kind           TEXT    NOT NULL CHECK (kind IN ('ENT', 'IND', 'MICRO', 'PUB')),
    owner_user     TEXT    NOT NULL,
    prospect       TEXT    NOT NULL,
    form_sealed    BYTEA   NOT NULL,
    form_masked    TEXT    NOT NULL,
    name           TEXT    NOT NULL,
    mcc            TEXT    NOT NULL,
    version        BIGINT  NOT NULL, -- of submissions; 0 for a draft
    returns        BIGINT  NOT NULL,
    creator_party  TEXT    NOT NULL,
    maker_party    TEXT    NOT NULL, -- who submitted the present version
    claim_user     TEXT    NOT NULL,
    claim_party    TEXT    NOT NULL,
    merchant_id    TEXT    NOT NULL,
    risk_score     BIGINT,
    risk_level     TEXT    NOT NULL,
    first_us       BIGINT  NOT NULL, -- first complete submission; 0 before
    target_us      BIGINT  NOT NULL, -- promised; 0 when nothing may be promised
    limit_us       BIGINT  NOT NULL,
    told_overdue   BOOLEAN NOT NULL,
    life           TEXT    NOT NULL CHECK (life = 'application'),
    status         TEXT    NOT NULL,
    step           BIGINT  NOT NULL,
    created_us     BIGINT  NOT NULL,
    changed_us     BIGINT  NOT NULL,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, life, id, step, status) REFERENCES flow_step (institution_id, life, id, step, to_status)
);
CREATE UNIQUE INDEX onboarding_application_number ON onboarding_application (institution_id, number) WHERE number <> '';
CREATE INDEX onboarding_application_status ON onboarding_application (institution_id, status, id);
CREATE INDEX onboarding_application_owner ON onboarding_application (institution_id, owner_user, id);

-- The last application number given out on a day.
CREATE TABLE onboarding_sequence (
    institution_id TEXT   NOT NULL,
    day            TEXT   NOT NULL,
    last           BIGINT NOT NULL,
    PRIMARY KEY (institution_id, day)
);

-- What was submitted, version by version.
CREATE TABLE onboarding_version (
    institution_id TEXT   NOT NULL,
    application_id TEXT   NOT NULL,
    version        BIGINT NOT NULL,
    form_sealed    BYTEA  NOT NULL,
    changed        TEXT   NOT NULL, -- paths that differ from the version before, comma-separated
    submitted_by   TEXT   NOT NULL,
    submitted_us   BIGINT NOT NULL,
    PRIMARY KEY (institution_id, application_id, version),
    FOREIGN KEY (institution_id, application_id) REFERENCES onboarding_application (institution_id, id)
);
-- tillway:append-only onboarding_version

-- Documents lie sealed in files named by the digest of the sealed bytes. A
-- newer one of the same type stands in for an older one.
CREATE TABLE onboarding_document (
    institution_id TEXT   NOT NULL,
    application_id TEXT   NOT NULL,
    id             TEXT   NOT NULL,
    doc_type       TEXT   NOT NULL,
    mime           TEXT   NOT NULL,
    size           BIGINT NOT NULL,
    sha256         TEXT   NOT NULL, -- of the image
    address        TEXT   NOT NULL, -- of the sealed file
    uploaded_by    TEXT   NOT NULL,
    uploaded_us    BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, application_id) REFERENCES onboarding_application (institution_id, id)
);
CREATE INDEX onboarding_document_application ON onboarding_document (institution_id, application_id, doc_type, id);
-- tillway:append-only onboarding_document

CREATE TABLE onboarding_consent (
    institution_id TEXT    NOT NULL,
    application_id TEXT    NOT NULL,
    seq            BIGINT  NOT NULL,
    kind           TEXT    NOT NULL CHECK (kind IN ('terms', 'privacy', 'sensitive')),
    text_version   TEXT    NOT NULL,
    agreed         BOOLEAN NOT NULL,
    by_user        TEXT    NOT NULL,
    ip             TEXT    NOT NULL,
    at_us          BIGINT  NOT NULL,
    PRIMARY KEY (institution_id, application_id, seq),
    FOREIGN KEY (institution_id, application_id) REFERENCES onboarding_application (institution_id, id)
);
-- tillway:append-only onboarding_consent

-- Answers of the registries. The input is kept as a keyed digest.
CREATE TABLE onboarding_check (
    institution_id TEXT    NOT NULL,
    application_id TEXT    NOT NULL,
    seq            BIGINT  NOT NULL,
    version        BIGINT  NOT NULL,
    kind           TEXT    NOT NULL,
    input_index    BYTEA   NOT NULL,
    result         TEXT    NOT NULL,
    ok             BOOLEAN NOT NULL,
    vendor_ref     TEXT    NOT NULL,
    at_us          BIGINT  NOT NULL,
    PRIMARY KEY (institution_id, application_id, seq),
    FOREIGN KEY (institution_id, application_id) REFERENCES onboarding_application (institution_id, id)
);
-- tillway:append-only onboarding_check

CREATE TABLE onboarding_decision (
    institution_id TEXT    NOT NULL,
    application_id TEXT    NOT NULL,
    seq            BIGINT  NOT NULL,
    version        BIGINT  NOT NULL,
    level          BIGINT  NOT NULL CHECK (level IN (1, 2)),
    decision       TEXT    NOT NULL CHECK (decision IN ('pass', 'return', 'reject')),
    reason_code    TEXT    NOT NULL,
    reason         TEXT    NOT NULL,
    checklist      TEXT    NOT NULL,
    originals      BOOLEAN NOT NULL,
    by_user        TEXT    NOT NULL,
    by_party       TEXT    NOT NULL,
    at_us          BIGINT  NOT NULL,
    PRIMARY KEY (institution_id, application_id, seq),
    FOREIGN KEY (institution_id, application_id) REFERENCES onboarding_application (institution_id, id)
);
-- tillway:append-only onboarding_decision
