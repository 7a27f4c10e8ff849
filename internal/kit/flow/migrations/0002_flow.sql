-- The drawn edges of every life; a life's beginning is the edge '' from its
-- first status to itself.
CREATE TABLE flow_edge (
    life        TEXT NOT NULL,
    from_status TEXT NOT NULL,
    event       TEXT NOT NULL,
    to_status   TEXT NOT NULL,
    PRIMARY KEY (life, from_status, event, to_status)
);
-- tillway:frozen flow_edge

-- Every step that was taken. The number of a step is its predecessor's plus
-- one, so a status has one outcome; the first step precedes itself.
CREATE TABLE flow_step (
    institution_id TEXT   NOT NULL,
    life           TEXT   NOT NULL,
    id             TEXT   NOT NULL,
    step           BIGINT NOT NULL,
    prev           BIGINT NOT NULL,
    from_status    TEXT   NOT NULL,
    event          TEXT   NOT NULL,
    to_status      TEXT   NOT NULL,
    at_us          BIGINT NOT NULL,
    by_user        TEXT   NOT NULL,
    PRIMARY KEY (institution_id, life, id, step),
    UNIQUE (institution_id, life, id, step, to_status),
    FOREIGN KEY (life, from_status, event, to_status) REFERENCES flow_edge (life, from_status, event, to_status),
    FOREIGN KEY (institution_id, life, id, prev, from_status) REFERENCES flow_step (institution_id, life, id, step, to_status),
    CHECK (step = prev + 1 OR (step = 0 AND prev = 0)),
    CHECK ((step = 0) = (event = ''))
);
-- tillway:append-only flow_step
