-- When the papers of a refused application were destroyed; 0 while they are kept.
ALTER TABLE onboarding_application ADD COLUMN purged_us BIGINT NOT NULL DEFAULT 0;
