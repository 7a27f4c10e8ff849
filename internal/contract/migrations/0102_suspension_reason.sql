-- Why a contract is suspended, for its parties to read (empty while it is not).
ALTER TABLE contract_contract ADD COLUMN suspended_reason TEXT NOT NULL DEFAULT '';
