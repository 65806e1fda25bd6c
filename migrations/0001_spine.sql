-- The spine: event log, commands, followers, due work, nodes. Type words: {int} is a 64-bit whole number,
-- {strict} ends a table. Lines after "-- on sqlite" or "-- on postgres" hold for that database only, until
-- "-- on both".

CREATE TABLE event (
  seq {int} PRIMARY KEY,
  stream TEXT NOT NULL,
  version {int} NOT NULL,
  about TEXT NOT NULL,
  kind TEXT NOT NULL,
  body_version {int} NOT NULL,
  actor TEXT NOT NULL,
  arrived_at {int} NOT NULL,
  recorded_at {int} NOT NULL,
  body TEXT NOT NULL,
  digest TEXT NOT NULL,
  UNIQUE (stream, version)
) {strict};

CREATE TABLE event_about (
  subject TEXT NOT NULL,
  seq {int} NOT NULL,
  PRIMARY KEY (subject, seq)
) {strict};

CREATE TABLE event_private (
  seq {int} PRIMARY KEY,
  audience TEXT NOT NULL,
  salt TEXT NOT NULL,
  body TEXT NOT NULL
) {strict};

CREATE TABLE log_head (
  only_row {int} PRIMARY KEY CHECK (only_row = 1),
  seq {int} NOT NULL
) {strict};
INSERT INTO log_head (only_row, seq) VALUES (1, 0);

CREATE TABLE command (
  person TEXT NOT NULL,
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  body_digest TEXT NOT NULL,
  organisation TEXT NOT NULL,
  on_behalf_of TEXT NOT NULL,
  certificate TEXT NOT NULL,
  address TEXT NOT NULL,
  arrived_at {int} NOT NULL,
  decided_at {int} NOT NULL,
  outcome TEXT NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (person, key)
) {strict};

CREATE TABLE follower (
  name TEXT PRIMARY KEY,
  seen {int} NOT NULL,
  stopped TEXT
) {strict};

CREATE TABLE job (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  due {int} NOT NULL,
  body TEXT NOT NULL,
  attempts {int} NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL
) {strict};
CREATE INDEX job_due ON job (state, due, id);

CREATE TABLE node (
  name TEXT PRIMARY KEY,
  low_water {int} NOT NULL,
  published {int} NOT NULL,
  retired {int} NOT NULL
) {strict};

CREATE TABLE denial (
  id TEXT PRIMARY KEY,
  at {int} NOT NULL,
  person TEXT NOT NULL,
  organisation TEXT NOT NULL,
  address TEXT NOT NULL,
  capability TEXT NOT NULL,
  object TEXT NOT NULL,
  code TEXT NOT NULL
) {strict};

-- Events are never changed or taken away. A private body is never changed, and goes only once the log says so:
-- an event of its stream names the digest of the event that it belonged to.
-- on sqlite
CREATE TRIGGER event_is_final BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are final'); END;
CREATE TRIGGER event_is_kept BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are kept'); END;
CREATE TRIGGER private_is_final BEFORE UPDATE ON event_private BEGIN SELECT RAISE(ABORT, 'events are final'); END;
CREATE TRIGGER private_is_kept BEFORE DELETE ON event_private
  WHEN NOT EXISTS (
    SELECT 1 FROM event AS erasing JOIN event AS erased ON erasing.stream = erased.stream
    WHERE erased.seq = OLD.seq AND erasing.kind = 'house.private_erased'
      AND erasing.body LIKE '%"of_digest":"' || erased.digest || '"%')
  BEGIN SELECT RAISE(ABORT, 'private bodies are erased on record'); END;
-- on postgres
CREATE FUNCTION events_are_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'events are final'; END $$;
CREATE TRIGGER event_is_final BEFORE UPDATE OR DELETE ON event
  FOR EACH ROW EXECUTE FUNCTION events_are_final();
CREATE TRIGGER private_is_final BEFORE UPDATE ON event_private
  FOR EACH ROW EXECUTE FUNCTION events_are_final();
CREATE FUNCTION privates_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM event AS erasing JOIN event AS erased ON erasing.stream = erased.stream
    WHERE erased.seq = OLD.seq AND erasing.kind = 'house.private_erased'
      AND erasing.body LIKE '%"of_digest":"' || erased.digest || '"%')
  THEN
    RAISE EXCEPTION 'private bodies are erased on record';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER private_is_kept BEFORE DELETE ON event_private
  FOR EACH ROW EXECUTE FUNCTION privates_are_kept();
CREATE TRIGGER event_is_kept_whole BEFORE TRUNCATE ON event
  FOR EACH STATEMENT EXECUTE FUNCTION events_are_final();
CREATE TRIGGER about_is_kept_whole BEFORE TRUNCATE ON event_about
  FOR EACH STATEMENT EXECUTE FUNCTION events_are_final();
CREATE TRIGGER private_is_kept_whole BEFORE TRUNCATE ON event_private
  FOR EACH STATEMENT EXECUTE FUNCTION events_are_final();
-- on both
