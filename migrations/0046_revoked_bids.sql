-- Bids that did not open by their bidders' own cause, deemed revoked when they were read out (20号令31), and
-- what their owners chose for what was paid for them (条例35).

CREATE TABLE revoked_bid (
  id TEXT PRIMARY KEY,
  submission TEXT NOT NULL UNIQUE,
  round TEXT NOT NULL,
  intake TEXT NOT NULL,
  at {int} NOT NULL,
  choice TEXT NOT NULL,
  reason TEXT NOT NULL,
  chosen_at {int},
  version {int} NOT NULL
) {strict};
CREATE INDEX revoked_bid_waiting ON revoked_bid (id) WHERE choice = 'waiting';
