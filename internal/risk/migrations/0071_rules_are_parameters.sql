-- A rule's numbers are dated parameters of the institution. No door of the
-- product ever wrote this table.
DROP TABLE risk_rule;
