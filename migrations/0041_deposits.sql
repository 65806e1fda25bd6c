-- Deposits of the bidding room: a bidder's one-time sub-account for a round, what came in for it, what goes
-- back.

CREATE TABLE deposit (
  id TEXT PRIMARY KEY,
  round TEXT NOT NULL,
  intake TEXT NOT NULL,
  trade TEXT NOT NULL,
  bidder TEXT NOT NULL,
  account TEXT UNIQUE,
  bank TEXT,
  payer_name TEXT NOT NULL,
  payer_account TEXT NOT NULL,
  version {int} NOT NULL,
  UNIQUE (round, bidder)
) {strict};

CREATE TABLE deposit_entry (
  id TEXT PRIMARY KEY,
  deposit TEXT,
  form TEXT NOT NULL,
  source TEXT NOT NULL,
  number TEXT NOT NULL,
  account TEXT NOT NULL,
  amount {int} NOT NULL,
  payer_name TEXT NOT NULL,
  payer_account TEXT NOT NULL,
  right_payer {int} NOT NULL,
  at {int} NOT NULL,
  recorded_at {int} NOT NULL,
  valid_until {int},
  document TEXT NOT NULL,
  message TEXT NOT NULL,
  certificate TEXT NOT NULL,
  signature TEXT NOT NULL,
  UNIQUE (form, source, number)
) {strict};
CREATE INDEX deposit_entry_deposit ON deposit_entry (deposit, at);

CREATE TABLE refund_order (
  id TEXT PRIMARY KEY,
  entry TEXT NOT NULL,
  deposit TEXT,
  bank TEXT,
  amount {int} NOT NULL,
  cause TEXT NOT NULL,
  article TEXT NOT NULL,
  interest_owed {int} NOT NULL,
  state TEXT NOT NULL,
  owed_at {int} NOT NULL,
  due_at {int},
  overdue {int} NOT NULL,
  serial TEXT,
  done_at {int},
  interest {int},
  version {int} NOT NULL
) {strict};
CREATE INDEX refund_order_entry ON refund_order (entry);
CREATE INDEX refund_order_deposit ON refund_order (deposit);
CREATE INDEX refund_order_bank ON refund_order (bank, id);

-- Bids that did not open through no fault of their bidders: deemed withdrawn when they were read out (20号令31).
CREATE TABLE deemed_withdrawal (
  submission TEXT PRIMARY KEY,
  at {int} NOT NULL
) {strict};
