-- Banks and payment institutions, and their dated parameters.
CREATE TABLE institution_institution (
    institution_id TEXT   NOT NULL PRIMARY KEY,
    id             TEXT   NOT NULL CHECK (id = institution_id),
    code           TEXT   NOT NULL UNIQUE,
    name_zh        TEXT   NOT NULL,
    name_en        TEXT   NOT NULL,
    kind           TEXT   NOT NULL CHECK (kind IN ('BANK', 'PSP')),
    licence_no     TEXT   NOT NULL,
    scope          TEXT   NOT NULL,
    mode           TEXT   NOT NULL CHECK (mode IN ('sandbox', 'live')),
    hotline        TEXT   NOT NULL,
    hours          TEXT   NOT NULL,
    life           TEXT   NOT NULL CHECK (life = 'institution'),
    status         TEXT   NOT NULL,
    step           BIGINT NOT NULL,
    created_us     BIGINT NOT NULL,
    FOREIGN KEY (institution_id, life, id, step, status) REFERENCES flow_step (institution_id, life, id, step, to_status)
);

-- One row for each value a parameter ever had. The latest valid_from at or
-- before a fact's date counts; of equal dates the later version.
CREATE TABLE institution_param (
    institution_id TEXT   NOT NULL,
    name           TEXT   NOT NULL,
    version        BIGINT NOT NULL,
    value          TEXT   NOT NULL,
    valid_from     TEXT   NOT NULL,
    maker_party    TEXT   NOT NULL, -- '' for what an institution began with
    checker_party  TEXT   NOT NULL,
    change_id      TEXT   NOT NULL,
    set_us         BIGINT NOT NULL,
    PRIMARY KEY (institution_id, name, version),
    CHECK (maker_party = '' OR maker_party <> checker_party)
);
-- tillway:append-only institution_param

CREATE TABLE institution_param_change (
    institution_id TEXT   NOT NULL,
    id             TEXT   NOT NULL,
    name           TEXT   NOT NULL,
    value          TEXT   NOT NULL,
    valid_from     TEXT   NOT NULL,
    reason         TEXT   NOT NULL,
    maker_user     TEXT   NOT NULL,
    maker_party    TEXT   NOT NULL,
    checker_party  TEXT   NOT NULL, -- '' until decided
    life           TEXT   NOT NULL CHECK (life = 'parameter_change'),
    status         TEXT   NOT NULL,
    step           BIGINT NOT NULL,
    created_us     BIGINT NOT NULL,
    PRIMARY KEY (institution_id, id),
    FOREIGN KEY (institution_id, life, id, step, status) REFERENCES flow_step (institution_id, life, id, step, to_status)
);
