-- Facts for others. The body is written with the fact and never changes.
CREATE TABLE outbox_event (
    event_id       TEXT   PRIMARY KEY,
    institution_id TEXT   NOT NULL,
    topic          TEXT   NOT NULL,
    at_us          BIGINT NOT NULL,
    body           TEXT   NOT NULL
);
-- tillway:append-only outbox_event

-- Events that have no place in the order yet: without this list the relay would
-- search all of history for them.
CREATE TABLE outbox_pending (
    event_id TEXT   PRIMARY KEY REFERENCES outbox_event (event_id),
    at_us    BIGINT NOT NULL
);

-- The order in which events became visible, given by the relay after commit:
-- an event that commits late gets a late number and is not skipped.
CREATE TABLE outbox_order (
    seq      BIGINT PRIMARY KEY,
    event_id TEXT   NOT NULL UNIQUE REFERENCES outbox_event (event_id)
);
-- tillway:append-only outbox_order

-- How far each subscriber has come.
CREATE TABLE outbox_cursor (
    subscriber TEXT   PRIMARY KEY,
    seq        BIGINT NOT NULL
);

-- Events that a subscriber could not handle: retried with growing delay, then
-- left for a person. They block nobody.
CREATE TABLE outbox_parked (
    subscriber  TEXT    NOT NULL,
    event_id    TEXT    NOT NULL REFERENCES outbox_event (event_id),
    attempts    INTEGER NOT NULL,
    error       TEXT    NOT NULL,
    first_at_us BIGINT  NOT NULL,
    last_at_us  BIGINT  NOT NULL,
    next_at_us  BIGINT  NOT NULL,
    PRIMARY KEY (subscriber, event_id)
);
