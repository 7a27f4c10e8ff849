-- Who suspended a contract: another person lets it go on (party id; empty
-- while it is not suspended).
ALTER TABLE contract_contract ADD COLUMN suspended_party TEXT NOT NULL DEFAULT '';
