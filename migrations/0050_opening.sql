-- Opening: the closed set of an intake, its witnesses, trustees' answers, what was opened and read out.

CREATE TABLE closing (
  intake TEXT PRIMARY KEY,
  round TEXT NOT NULL,
  trade TEXT NOT NULL,
  terms TEXT NOT NULL,
  message TEXT NOT NULL,
  message_digest TEXT NOT NULL,
  signature TEXT NOT NULL,
  state TEXT NOT NULL,
  window_ends {int} NOT NULL,
  version {int} NOT NULL,
  settled_at {int}
) {strict};

CREATE TABLE closing_witness (
  id TEXT PRIMARY KEY,
  intake TEXT NOT NULL,
  number {int} NOT NULL,
  certificate TEXT NOT NULL,
  signature TEXT NOT NULL
) {strict};
CREATE INDEX closing_witness_of ON closing_witness (intake, number);

CREATE TABLE sealed_part (
  header TEXT PRIMARY KEY,
  intake TEXT NOT NULL,
  submission TEXT NOT NULL,
  part TEXT NOT NULL,
  envelope TEXT NOT NULL
) {strict};
CREATE INDEX sealed_part_of ON sealed_part (intake, submission, part);

CREATE TABLE trustee_answer (
  id TEXT PRIMARY KEY,
  intake TEXT NOT NULL,
  header TEXT NOT NULL,
  number {int} NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  signature TEXT NOT NULL,
  certificate TEXT NOT NULL
) {strict};
CREATE INDEX trustee_answer_of ON trustee_answer (intake, header, number);

CREATE TABLE opened_part (
  header TEXT PRIMARY KEY,
  intake TEXT NOT NULL,
  submission TEXT NOT NULL,
  part TEXT NOT NULL,
  state TEXT NOT NULL,
  secret TEXT NOT NULL,
  reason TEXT NOT NULL,
  wrong TEXT NOT NULL,
  manifest TEXT NOT NULL
) {strict};
CREATE INDEX opened_part_of ON opened_part (intake, submission, part);

CREATE TABLE opened_file (
  id TEXT PRIMARY KEY,
  header TEXT NOT NULL,
  submission TEXT NOT NULL,
  part TEXT NOT NULL,
  name TEXT NOT NULL,
  size {int} NOT NULL,
  digest TEXT NOT NULL
) {strict};
CREATE INDEX opened_file_of ON opened_file (submission, part);

CREATE TABLE read_out (
  intake TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  published_at {int} NOT NULL
) {strict};

-- The opening as people live it: the day's list, sign-in, objections on the spot, signatures, the record.

CREATE TABLE opening_schedule (
  intake TEXT PRIMARY KEY,
  round TEXT NOT NULL,
  trade TEXT NOT NULL,
  at {int} NOT NULL
) {strict};
CREATE INDEX opening_schedule_at ON opening_schedule (at, intake);

CREATE TABLE opening_session (
  intake TEXT PRIMARY KEY,
  record_version {int} NOT NULL,
  record_digest TEXT NOT NULL,
  signing_from {int} NOT NULL,
  signing_until {int} NOT NULL,
  ended_at {int},
  version {int} NOT NULL
) {strict};

CREATE TABLE opening_attendance (
  id TEXT PRIMARY KEY,
  intake TEXT NOT NULL,
  organisation TEXT NOT NULL,
  certificate TEXT NOT NULL,
  signature TEXT NOT NULL,
  at {int} NOT NULL,
  UNIQUE (intake, organisation)
) {strict};

CREATE TABLE opening_objection (
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
CREATE INDEX opening_objection_of ON opening_objection (intake, raised_at);

CREATE TABLE opening_signature (
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
CREATE INDEX opening_signature_of ON opening_signature (intake, id);

CREATE TABLE opening_record (
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

CREATE TABLE bidder_message (
  id TEXT PRIMARY KEY,
  act TEXT NOT NULL,
  intake TEXT NOT NULL,
  submission TEXT NOT NULL,
  header TEXT NOT NULL,
  certificate TEXT NOT NULL,
  message TEXT NOT NULL,
  signature TEXT NOT NULL,
  arrived {int} NOT NULL
) {strict};
CREATE INDEX bidder_message_of ON bidder_message (intake, act, header);

CREATE TABLE unsealing (
  intake TEXT PRIMARY KEY,
  giving_from {int} NOT NULL,
  giving_until {int} NOT NULL,
  remedy_from {int},
  remedy_until {int},
  remedy TEXT NOT NULL
) {strict};

CREATE TABLE unopened_part (
  header TEXT PRIMARY KEY,
  intake TEXT NOT NULL,
  submission TEXT NOT NULL,
  part TEXT NOT NULL,
  finding TEXT NOT NULL
) {strict};
CREATE INDEX unopened_part_of ON unopened_part (intake, submission);

CREATE TABLE unopened_cause (
  id TEXT PRIMARY KEY,
  intake TEXT NOT NULL,
  submission TEXT NOT NULL,
  code TEXT NOT NULL,
  text TEXT NOT NULL,
  finding TEXT NOT NULL,
  evidence TEXT NOT NULL,
  certificate TEXT NOT NULL,
  signature TEXT NOT NULL,
  recorded_at {int} NOT NULL
) {strict};
CREATE INDEX unopened_cause_of ON unopened_cause (intake);

CREATE TABLE unopened_claim (
  id TEXT PRIMARY KEY,
  intake TEXT NOT NULL,
  submission TEXT NOT NULL,
  code TEXT NOT NULL,
  text TEXT NOT NULL,
  evidence TEXT NOT NULL,
  certificate TEXT NOT NULL,
  signature TEXT NOT NULL,
  claimed_at {int} NOT NULL
) {strict};
CREATE INDEX unopened_claim_of ON unopened_claim (intake);

CREATE TABLE window_extension (
  id TEXT PRIMARY KEY,
  intake TEXT NOT NULL,
  ends {int} NOT NULL,
  reason TEXT NOT NULL,
  certificate TEXT NOT NULL,
  signature TEXT NOT NULL,
  decided_at {int} NOT NULL
) {strict};
CREATE INDEX window_extension_of ON window_extension (intake, ends);
