-- The public feed: what publishing events told everyone, with a dense numbering of its own under an epoch.
-- The epoch names this table: whoever puts an older copy of the database in its place takes the row out, so
-- that no number is given twice under one name.

CREATE TABLE feed_epoch (
  only_row {int} PRIMARY KEY CHECK (only_row = 1),
  epoch TEXT NOT NULL
) {strict};

CREATE TABLE feed (
  number {int} PRIMARY KEY,
  at {int} NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  trade TEXT NOT NULL,
  body TEXT NOT NULL,
  event_digest TEXT NOT NULL
) {strict};

-- on sqlite
CREATE TRIGGER feed_is_final BEFORE UPDATE ON feed BEGIN SELECT RAISE(ABORT, 'the feed is final'); END;
CREATE TRIGGER feed_is_kept BEFORE DELETE ON feed BEGIN SELECT RAISE(ABORT, 'the feed is kept'); END;
-- on postgres
CREATE FUNCTION feed_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the feed is only appended to'; END $$;
CREATE TRIGGER feed_is_final BEFORE UPDATE OR DELETE ON feed
  FOR EACH ROW EXECUTE FUNCTION feed_is_append_only();
CREATE TRIGGER feed_is_kept BEFORE TRUNCATE ON feed
  FOR EACH STATEMENT EXECUTE FUNCTION feed_is_append_only();
-- on both

-- The search view over published notices.

CREATE TABLE notice_search (
  notice TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  region TEXT NOT NULL,
  words TEXT NOT NULL,
  published_at {int} NOT NULL
) {strict};
CREATE INDEX notice_search_newest ON notice_search (published_at, notice);
