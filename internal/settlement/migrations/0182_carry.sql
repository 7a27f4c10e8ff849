-- What a channel's fees are, beside the amounts that differ.
ALTER TABLE settlement_difference ADD COLUMN ours_fee_fen BIGINT NOT NULL DEFAULT 0;
ALTER TABLE settlement_difference ADD COLUMN channel_fee_fen BIGINT NOT NULL DEFAULT 0;

-- What one day's file did not hold, or held too early, and the next day's is to
-- settle: the days of a channel and ours do not turn at the same moment.
CREATE TABLE settlement_carry (
    institution_id TEXT   NOT NULL,
    business_date  TEXT   NOT NULL, -- whose file is to settle it
    channel        TEXT   NOT NULL,
    reference      TEXT   NOT NULL,
    fen            BIGINT NOT NULL, -- ours less the channel's
    fee_fen        BIGINT NOT NULL, -- ours less the channel's
    payment_id     TEXT   NOT NULL,
    occurred_us    BIGINT NOT NULL,
    cause          TEXT   NOT NULL CHECK (cause IN ('cut_off', 'explained')),
    PRIMARY KEY (institution_id, business_date, channel, reference)
);
-- tillway:append-only settlement_carry
