-- The test of an intake's sealing keys: a test envelope for all of them, and each trustee's last answer.

CREATE TABLE key_test (
  intake TEXT PRIMARY KEY,
  keys TEXT NOT NULL,
  header TEXT NOT NULL,
  secret TEXT NOT NULL
) {strict};

CREATE TABLE key_answer (
  id TEXT PRIMARY KEY,
  intake TEXT NOT NULL,
  number {int} NOT NULL,
  message TEXT NOT NULL,
  signature TEXT NOT NULL,
  state TEXT NOT NULL,
  UNIQUE (intake, number)
) {strict};

CREATE INDEX key_test_to_make ON key_test (intake) WHERE header = '';
