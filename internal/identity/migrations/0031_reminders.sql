-- Who was told how many days before a password is due; once for each.
CREATE TABLE identity_reminder (
    institution_id TEXT   NOT NULL,
    user_id        TEXT   NOT NULL,
    set_us         BIGINT NOT NULL, -- of the password
    days_left      BIGINT NOT NULL,
    PRIMARY KEY (institution_id, user_id, set_us, days_left),
    FOREIGN KEY (institution_id, user_id) REFERENCES identity_user (institution_id, id)
);
