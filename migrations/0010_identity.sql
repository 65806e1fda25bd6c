-- Identity: organisations, people, certificates, mandates, sessions, trust anchors. Type words as in
-- 0001_spine.sql.

CREATE TABLE organisation (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  region TEXT NOT NULL,
  kind TEXT NOT NULL,
  registered_at {int} NOT NULL,
  version {int} NOT NULL
) {strict};

CREATE TABLE person (
  id TEXT PRIMARY KEY,
  organisation TEXT NOT NULL,
  name TEXT NOT NULL,
  roles TEXT NOT NULL,
  joined_at {int} NOT NULL,
  left_at {int},
  version {int} NOT NULL
) {strict};
CREATE INDEX person_organisation ON person (organisation, id);

CREATE TABLE certificate (
  digest TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  organisation TEXT NOT NULL,
  person TEXT NOT NULL,
  usage TEXT NOT NULL,
  serial TEXT NOT NULL,
  issuer TEXT NOT NULL,
  key_digest TEXT NOT NULL,
  anchor TEXT NOT NULL,
  der TEXT NOT NULL,
  not_before {int} NOT NULL,
  not_after {int} NOT NULL,
  registered_at {int} NOT NULL,
  revoked_at {int},
  revoked_why TEXT NOT NULL,
  version {int} NOT NULL
) {strict};
CREATE INDEX certificate_organisation ON certificate (organisation, usage);
CREATE INDEX certificate_person ON certificate (person, usage);
CREATE INDEX certificate_key ON certificate (key_digest);
CREATE INDEX certificate_issuer ON certificate (issuer, serial);

CREATE TABLE mandate (
  id TEXT PRIMARY KEY,
  principal TEXT NOT NULL,
  agent TEXT NOT NULL,
  scope TEXT NOT NULL,
  starts_at {int} NOT NULL,
  ends_at {int} NOT NULL,
  message_digest TEXT NOT NULL UNIQUE,
  certificate TEXT NOT NULL,
  signature TEXT NOT NULL,
  granted_at {int} NOT NULL,
  revoked_at {int},
  version {int} NOT NULL
) {strict};
CREATE INDEX mandate_parties ON mandate (principal, agent);
CREATE INDEX mandate_agent ON mandate (agent);

CREATE TABLE challenge (
  id TEXT PRIMARY KEY,
  nonce TEXT NOT NULL,
  purpose TEXT NOT NULL,
  made_at {int} NOT NULL,
  used_at {int}
) {strict};
CREATE INDEX challenge_made ON challenge (made_at);

-- Times of a session are counted by the clock of time-outs, which in a rehearsal is not the house's clock.
CREATE TABLE session (
  token_digest TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL,
  organisation TEXT NOT NULL,
  mandate TEXT NOT NULL,
  on_behalf_of TEXT NOT NULL,
  mandate_ends {int},
  certificate TEXT NOT NULL,
  certificate_ends {int} NOT NULL,
  opened_at {int} NOT NULL,
  seen_at {int} NOT NULL,
  ends_at {int} NOT NULL,
  ended_at {int}
) {strict};
CREATE INDEX session_person ON session (person);
CREATE INDEX session_certificate ON session (certificate);
CREATE INDEX session_mandate ON session (mandate);

CREATE TABLE sign_in_failure (
  subject TEXT PRIMARY KEY,
  failures {int} NOT NULL,
  last_at {int} NOT NULL
) {strict};

CREATE TABLE trust_anchor (
  digest TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  der TEXT NOT NULL,
  subject TEXT NOT NULL,
  trusted_at {int} NOT NULL,
  distrusted_at {int}
) {strict};

CREATE TABLE revocation_list (
  digest TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  issuer TEXT NOT NULL,
  der TEXT NOT NULL,
  this_update {int} NOT NULL,
  next_update {int} NOT NULL,
  imported_at {int} NOT NULL
) {strict};

-- The auditor reads the record of commands by time.
CREATE INDEX command_decided ON command (decided_at, person, key);
