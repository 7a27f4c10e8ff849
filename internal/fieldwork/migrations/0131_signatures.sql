-- A reopened order is signed for once more: every signature is kept, the
-- latest one counts.
CREATE TABLE fieldwork_signature (
    institution_id TEXT   NOT NULL,
    order_id       TEXT   NOT NULL,
    seq            BIGINT NOT NULL,
    signed_as      TEXT   NOT NULL,
    digest         TEXT   NOT NULL,
    lon_e6         BIGINT NOT NULL,
    lat_e6         BIGINT NOT NULL,
    manual         TEXT   NOT NULL,
    user_id        TEXT   NOT NULL,
    at_us          BIGINT NOT NULL,
    PRIMARY KEY (institution_id, order_id, seq),
    FOREIGN KEY (institution_id, order_id) REFERENCES fieldwork_order (institution_id, id)
);
-- tillway:append-only fieldwork_signature

INSERT INTO fieldwork_signature (institution_id, order_id, seq, signed_as, digest, lon_e6, lat_e6, manual, user_id, at_us)
SELECT institution_id, order_id, 1, signed_as, digest, lon_e6, lat_e6, manual, user_id, at_us FROM fieldwork_signoff;
