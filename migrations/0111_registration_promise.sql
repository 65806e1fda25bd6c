-- Until when the centre promised to finish a registration, and whether it was reminded that this is over. Those
-- that came before were promised nothing.

ALTER TABLE trade ADD COLUMN finish_by {int};
ALTER TABLE trade ADD COLUMN overdue {int} NOT NULL DEFAULT 0;
CREATE INDEX trade_overdue ON trade (id) WHERE overdue = 1 AND state = 'submitted';
