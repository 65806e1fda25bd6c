-- Trade: projects, trades, lots, rounds, terms, holds. Only the trade room reads and writes these.

CREATE TABLE project (
  id TEXT PRIMARY KEY,
  investment_code TEXT NOT NULL,
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  region TEXT NOT NULL,
  project_code TEXT NOT NULL,
  version {int} NOT NULL,
  UNIQUE (owner, investment_code)
) {strict};

CREATE TABLE trade (
  id TEXT PRIMARY KEY,
  project TEXT NOT NULL,
  title TEXT NOT NULL,
  centre TEXT NOT NULL,
  owner TEXT NOT NULL,
  agent TEXT,
  mandate TEXT NOT NULL,
  procedure TEXT NOT NULL,
  region TEXT NOT NULL,
  trade_class TEXT NOT NULL,
  state TEXT NOT NULL,
  entry TEXT NOT NULL,
  application TEXT NOT NULL,
  registration TEXT NOT NULL,
  confirmation TEXT NOT NULL,
  tender_project_code TEXT NOT NULL,
  responsible_person TEXT NOT NULL,
  latest_terms TEXT NOT NULL,
  latest_number {int} NOT NULL,
  published {int} NOT NULL,
  submitted_at {int} NOT NULL,
  registered_at {int},
  version {int} NOT NULL
) {strict};
CREATE INDEX trade_owner ON trade (owner, id);
CREATE INDEX trade_published ON trade (published, id);

CREATE TABLE supplement (
  id TEXT PRIMARY KEY,
  trade TEXT NOT NULL,
  list {int} NOT NULL,
  items TEXT NOT NULL,
  new_facts TEXT NOT NULL,
  asked_at {int} NOT NULL,
  answered_at {int},
  UNIQUE (trade, list)
) {strict};

CREATE TABLE lot (
  id TEXT PRIMARY KEY,
  trade TEXT NOT NULL,
  position {int} NOT NULL,
  name TEXT NOT NULL,
  scope TEXT NOT NULL,
  estimate {int} NOT NULL,
  section_code TEXT NOT NULL,
  unified_code TEXT NOT NULL,
  UNIQUE (trade, position)
) {strict};

CREATE TABLE trade_round (
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
  version {int} NOT NULL,
  UNIQUE (lot, number)
) {strict};
CREATE INDEX trade_round_trade ON trade_round (trade, lot, number);

CREATE TABLE round_instant (
  round TEXT NOT NULL,
  instant TEXT NOT NULL,
  channel TEXT NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (round, instant, channel)
) {strict};

CREATE TABLE round_closer (
  round TEXT NOT NULL,
  code TEXT NOT NULL,
  PRIMARY KEY (round, code)
) {strict};

CREATE TABLE rulebook (
  digest TEXT PRIMARY KEY,
  body TEXT NOT NULL
) {strict};

CREATE TABLE terms_version (
  digest TEXT PRIMARY KEY,
  trade TEXT NOT NULL,
  number {int} NOT NULL,
  body TEXT NOT NULL,
  certificate_digest TEXT NOT NULL,
  signature TEXT NOT NULL,
  signed_at {int} NOT NULL,
  in_force_from {int},
  UNIQUE (trade, number)
) {strict};

CREATE TABLE trade_hold (
  id TEXT PRIMARY KEY,
  trade TEXT NOT NULL,
  cause TEXT NOT NULL,
  article TEXT NOT NULL,
  document TEXT NOT NULL,
  set_by TEXT NOT NULL,
  may_lift TEXT NOT NULL,
  forbids TEXT NOT NULL,
  stops_closing {int} NOT NULL,
  set_at {int} NOT NULL,
  lifted_at {int},
  lifted_by TEXT NOT NULL,
  lift_reason TEXT NOT NULL,
  version {int} NOT NULL
) {strict};
CREATE INDEX trade_hold_trade ON trade_hold (trade, set_at);

CREATE TABLE trade_hold_round (
  hold TEXT NOT NULL,
  round TEXT NOT NULL,
  PRIMARY KEY (hold, round)
) {strict};
CREATE INDEX trade_hold_by_round ON trade_hold_round (round);

CREATE TABLE trade_counter (
  name TEXT PRIMARY KEY,
  last {int} NOT NULL
) {strict};

-- Which organisation took which version of the terms (20号令20 to 22).
CREATE TABLE terms_taking (
  id TEXT PRIMARY KEY,
  trade TEXT NOT NULL,
  terms TEXT NOT NULL,
  taker TEXT NOT NULL,
  taken_at {int} NOT NULL
) {strict};
CREATE INDEX terms_taking_trade ON terms_taking (trade, id);
CREATE INDEX terms_taking_taker ON terms_taking (taker, trade);

-- Whom a round of an invited tender invites (招法17).
CREATE TABLE round_invitee (
  id TEXT PRIMARY KEY,
  round TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL
) {strict};
CREATE INDEX round_invitee_round ON round_invitee (round, code);
CREATE INDEX round_invitee_code ON round_invitee (code);
