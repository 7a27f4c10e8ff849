-- A message to one person about one event: kind and arguments, rendered in the
-- reader's language when it is sent or shown.
CREATE TABLE notify_message (
    institution_id TEXT   NOT NULL,
    id             TEXT   NOT NULL,
    event_id       TEXT   NOT NULL,
    kind           TEXT   NOT NULL,
    merchant_id    TEXT   NOT NULL,
    user_id        TEXT   NOT NULL,
    party_id       TEXT   NOT NULL,
    language       TEXT   NOT NULL CHECK (language IN ('zh', 'en')),
    args           TEXT   NOT NULL, -- JSON
    made_us        BIGINT NOT NULL,
    status         TEXT   NOT NULL CHECK (status IN ('queued', 'off', 'sent', 'delivered', 'undelivered', 'failed')),
    attempts       BIGINT NOT NULL,
    next_us        BIGINT NOT NULL,
    mobile_mask    TEXT   NOT NULL,
    gateway_id     TEXT   NOT NULL,
    sent_us        BIGINT NOT NULL,
    receipt_us     BIGINT NOT NULL,
    last_error     TEXT   NOT NULL,
    PRIMARY KEY (institution_id, id),
    UNIQUE (institution_id, event_id, party_id, kind)
);
CREATE INDEX notify_message_queue ON notify_message (next_us, id) WHERE status = 'queued';
CREATE INDEX notify_message_user ON notify_message (institution_id, user_id, made_us);

-- What a user chose: a class of messages on or off, the language.
CREATE TABLE notify_choice (
    institution_id TEXT NOT NULL,
    user_id        TEXT NOT NULL,
    name           TEXT NOT NULL,
    value          TEXT NOT NULL,
    PRIMARY KEY (institution_id, user_id, name)
);

-- How far the gateway's receipts were read.
CREATE TABLE notify_receipts (
    gateway TEXT   NOT NULL PRIMARY KEY,
    after   BIGINT NOT NULL
);
