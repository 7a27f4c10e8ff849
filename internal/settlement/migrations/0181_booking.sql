-- A proposal to book a difference between a channel's file and our books. It
-- moves money between accounts of the house, so it takes two people.
CREATE TABLE settlement_booking (
    institution_id TEXT   NOT NULL,
    business_date  TEXT   NOT NULL,
    channel        TEXT   NOT NULL,
    reference      TEXT   NOT NULL,
    seq            BIGINT NOT NULL, -- a refused proposal may be followed by another
    reason         TEXT   NOT NULL,
    maker_party    TEXT   NOT NULL,
    maker_user     TEXT   NOT NULL,
    made_us        BIGINT NOT NULL,
    checker_party  TEXT   NOT NULL,
    outcome        TEXT   NOT NULL CHECK (outcome IN ('waiting', 'booked', 'refused')),
    PRIMARY KEY (institution_id, business_date, channel, reference, seq),
    FOREIGN KEY (institution_id, business_date, channel, reference)
        REFERENCES settlement_difference (institution_id, business_date, channel, reference)
);
