-- Bidding: trustees' keys of an intake, submissions in versions, their sealed parts, receipts, withdrawals.

CREATE TABLE trustee_key (
  id TEXT PRIMARY KEY,
  intake TEXT NOT NULL,
  number {int} NOT NULL,
  certificate TEXT NOT NULL,
  message TEXT NOT NULL,
  signature TEXT NOT NULL,
  UNIQUE (intake, number)
) {strict};

CREATE TABLE submission (
  id TEXT PRIMARY KEY,
  intake TEXT NOT NULL,
  round TEXT NOT NULL,
  trade TEXT NOT NULL,
  bidder TEXT NOT NULL,
  state TEXT NOT NULL,
  replacement {int} NOT NULL,
  message_digest TEXT NOT NULL,
  version {int} NOT NULL
) {strict};
-- One bidder, one submission for an intake; who withdrew may begin anew (招法29).
CREATE UNIQUE INDEX submission_alive ON submission (intake, bidder) WHERE state <> 'withdrawn';

CREATE TABLE submission_version (
  message_digest TEXT PRIMARY KEY,
  submission TEXT NOT NULL,
  replacement {int} NOT NULL,
  message TEXT NOT NULL,
  signature TEXT NOT NULL,
  certificate TEXT NOT NULL,
  terms TEXT NOT NULL,
  members TEXT NOT NULL,
  joint TEXT NOT NULL,
  arrived_at {int} NOT NULL,
  UNIQUE (submission, replacement)
) {strict};

CREATE TABLE submission_member (
  intake TEXT NOT NULL,
  code TEXT NOT NULL,
  submission TEXT NOT NULL,
  PRIMARY KEY (intake, code)
) {strict};

CREATE TABLE submission_withdrawal (
  submission TEXT PRIMARY KEY,
  message TEXT NOT NULL,
  message_digest TEXT NOT NULL,
  signature TEXT NOT NULL,
  certificate TEXT NOT NULL,
  arrived_at {int} NOT NULL
) {strict};

CREATE TABLE receipt (
  message_digest TEXT PRIMARY KEY,
  submission TEXT NOT NULL,
  replacement {int} NOT NULL,
  act TEXT NOT NULL,
  message TEXT NOT NULL,
  signature TEXT NOT NULL,
  certificate TEXT NOT NULL,
  timestamp_token TEXT NOT NULL
) {strict};
CREATE INDEX receipt_unstamped ON receipt (message_digest) WHERE timestamp_token = '';

-- Of outside time-stamp authorities, those that their tokens lead to.
CREATE TABLE timestamp_anchor (
  digest TEXT PRIMARY KEY,
  certificate TEXT NOT NULL
) {strict};

CREATE TABLE question (
  id TEXT PRIMARY KEY,
  trade TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  rounds TEXT NOT NULL,
  place TEXT NOT NULL,
  text TEXT NOT NULL,
  terms TEXT NOT NULL,
  asked_at {int} NOT NULL,
  version {int} NOT NULL
) {strict};
CREATE INDEX question_trade ON question (trade, id);

CREATE TABLE question_asker (
  question TEXT PRIMARY KEY,
  salt TEXT NOT NULL,
  commitment TEXT NOT NULL
) {strict};

CREATE TABLE question_answer (
  id TEXT PRIMARY KEY,
  question TEXT NOT NULL,
  notice TEXT NOT NULL,
  published_at {int} NOT NULL
) {strict};
CREATE INDEX question_answer_question ON question_answer (question);
