-- Hall: the day's list, sign-in, objections on the spot, signatures, the record.

CREATE TABLE hall_schedule (
  intake TEXT PRIMARY KEY,
  round TEXT NOT NULL,
  trade TEXT NOT NULL,
  at {int} NOT NULL
) {strict};
CREATE INDEX hall_schedule_at ON hall_schedule (at, intake);

CREATE TABLE hall_session (
  intake TEXT PRIMARY KEY,
  record_version {int} NOT NULL,
  record_digest TEXT NOT NULL,
  signing_from {int} NOT NULL,
  signing_until {int} NOT NULL,
  ended_at {int},
  version {int} NOT NULL
) {strict};

CREATE TABLE hall_attendance (
  id TEXT PRIMARY KEY,
  intake TEXT NOT NULL,
  organisation TEXT NOT NULL,
  certificate TEXT NOT NULL,
  signature TEXT NOT NULL,
  at {int} NOT NULL,
  UNIQUE (intake, organisation)
) {strict};

CREATE TABLE hall_objection (
  id TEXT PRIMARY KEY,
  intake TEXT NOT NULL,
  organisation TEXT NOT NULL,
  who TEXT NOT NULL,
  text TEXT NOT NULL,
  raised_at {int} NOT NULL,
  answer TEXT NOT NULL,
  answered_by TEXT NOT NULL,
  answered_at {int},
  version {int} NOT NULL
) {strict};
CREATE INDEX hall_objection_of ON hall_objection (intake, raised_at);

CREATE TABLE hall_signature (
  id TEXT PRIMARY KEY,
  intake TEXT NOT NULL,
  organisation TEXT NOT NULL,
  role TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  certificate TEXT NOT NULL,
  signature TEXT NOT NULL,
  at {int} NOT NULL
) {strict};
CREATE INDEX hall_signature_of ON hall_signature (intake, id);

CREATE TABLE hall_record (
  id TEXT PRIMARY KEY,
  intake TEXT NOT NULL,
  version {int} NOT NULL,
  final {int} NOT NULL,
  body TEXT NOT NULL,
  digest TEXT NOT NULL,
  pdf TEXT NOT NULL,
  pdf_size {int} NOT NULL,
  drawn_up_at {int} NOT NULL,
  UNIQUE (intake, version)
) {strict};

-- Drawn up and not printed yet.
CREATE INDEX hall_record_to_print ON hall_record (intake, version) WHERE pdf = '';
