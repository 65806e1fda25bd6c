-- A round that was dropped while its trade was being registered is no attempt: the round of a lot that came back
-- bears the number that the dropped one had. SQLite drops no constraint of a table, so the table is made anew.

CREATE TABLE trade_round_again (
  id TEXT PRIMARY KEY,
  trade TEXT NOT NULL,
  lot TEXT NOT NULL,
  intake TEXT NOT NULL UNIQUE,
  number {int} NOT NULL,
  stage TEXT NOT NULL,
  deadline {int},
  terms_digest TEXT NOT NULL,
  rules TEXT NOT NULL,
  followed_by TEXT,
  version {int} NOT NULL
) {strict};
INSERT INTO trade_round_again (id, trade, lot, intake, number, stage, deadline, terms_digest, rules, followed_by,
  version)
SELECT id, trade, lot, intake, number, stage, deadline, terms_digest, rules, followed_by, version
FROM trade_round;
DROP TABLE trade_round;
ALTER TABLE trade_round_again RENAME TO trade_round;
CREATE INDEX trade_round_trade ON trade_round (trade, lot, number);
CREATE UNIQUE INDEX trade_round_once ON trade_round (lot, number) WHERE stage <> 'terminated';
