-- The public feed: what publishing events told everyone, with a dense numbering of its own.

CREATE TABLE feed (
  number {int} PRIMARY KEY,
  at {int} NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  trade TEXT NOT NULL,
  body TEXT NOT NULL,
  event_digest TEXT NOT NULL
) {strict};

-- The search view over published notices.

CREATE TABLE notice_search (
  notice TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  region TEXT NOT NULL,
  words TEXT NOT NULL,
  published_at {int} NOT NULL
) {strict};
CREATE INDEX notice_search_newest ON notice_search (published_at, notice);
