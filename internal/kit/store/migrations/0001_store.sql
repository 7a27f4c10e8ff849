-- What the database knows about itself: kind, identity, fingerprints.
CREATE TABLE store_meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
