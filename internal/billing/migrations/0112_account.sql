-- Which of our accounts the money is on: a title of the chart. Money on the
-- reserve (1003) is the merchants' and pays no deposit.
ALTER TABLE billing_receipt ADD COLUMN account TEXT NOT NULL DEFAULT '1002';
