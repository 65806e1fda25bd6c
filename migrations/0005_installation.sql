-- Which installation the tables belong to: what the process had that wrote first. Hex digests of certificates.

CREATE TABLE installation (
  only_row {int} PRIMARY KEY CHECK (only_row = 1),
  name TEXT NOT NULL,
  purpose TEXT NOT NULL,
  platform TEXT NOT NULL,
  sm2_root TEXT NOT NULL,
  sm2_issuing TEXT NOT NULL,
  p256_root TEXT NOT NULL,
  p256_issuing TEXT NOT NULL,
  timestamps TEXT NOT NULL
) {strict};
