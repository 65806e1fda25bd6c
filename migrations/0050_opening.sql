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
