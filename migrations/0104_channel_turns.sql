-- In which look at the outside medium a notice was read last, so that all of them are read in turn.
ALTER TABLE notice_channel ADD COLUMN looked {int} NOT NULL DEFAULT 0;
CREATE INDEX notice_channel_looked ON notice_channel (state, looked, id);
