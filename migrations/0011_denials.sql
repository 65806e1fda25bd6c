-- Denials that are too many to be kept one by one stand in a row that counts them.

ALTER TABLE denial ADD COLUMN times {int} NOT NULL DEFAULT 1;
