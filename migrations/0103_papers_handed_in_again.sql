-- A paper of the desk is handed in once at a time: when it was given back its bidder may bring it again. What
-- banks sign stays unique for ever. SQLite drops no constraint of a table, so the table is made anew.

CREATE TABLE deposit_entry_again (
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
  given_back {int} NOT NULL
) {strict};
INSERT INTO deposit_entry_again (id, deposit, form, source, number, account, amount, payer_name, payer_account,
  right_payer, at, recorded_at, valid_until, document, message, certificate, signature, given_back)
SELECT e.id, e.deposit, e.form, e.source, e.number, e.account, e.amount, e.payer_name, e.payer_account,
  e.right_payer, e.at, e.recorded_at, e.valid_until, e.document, e.message, e.certificate, e.signature,
  CASE WHEN e.form = 'bank_instrument' AND EXISTS (SELECT 1 FROM refund_order r WHERE r.entry = e.id
    AND r.state = 'done') THEN 1 ELSE 0 END
FROM deposit_entry e;
DROP TABLE deposit_entry;
ALTER TABLE deposit_entry_again RENAME TO deposit_entry;
CREATE INDEX deposit_entry_deposit ON deposit_entry (deposit, at);
CREATE UNIQUE INDEX deposit_entry_once ON deposit_entry (form, source, number) WHERE given_back = 0;
