-- Who bears a difference that is booked: nobody yet, a merchant, or we.
ALTER TABLE settlement_booking ADD COLUMN bearer TEXT NOT NULL DEFAULT 'inquiry' CHECK (bearer IN ('inquiry', 'merchant', 'house'));
ALTER TABLE settlement_booking ADD COLUMN merchant_id TEXT NOT NULL DEFAULT '';
