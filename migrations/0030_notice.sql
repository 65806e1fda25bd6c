-- Notice: notices and where they were published. Only the notice room reads and writes these.

CREATE TABLE notice (
  id TEXT PRIMARY KEY,
  trade TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  digest TEXT NOT NULL,
  follow {int} NOT NULL,
  publish_at {int} NOT NULL,
  drafted_at {int} NOT NULL,
  signed_at {int},
  certificate_digest TEXT NOT NULL,
  signature TEXT NOT NULL,
  published_at {int},
  for_invited {int} NOT NULL,
  refused TEXT NOT NULL,
  version {int} NOT NULL
) {strict};
CREATE INDEX notice_trade ON notice (trade, id);
CREATE INDEX notice_published ON notice (state, id);

CREATE TABLE notice_channel (
  id TEXT PRIMARY KEY,
  notice TEXT NOT NULL,
  channel TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  digest TEXT NOT NULL,
  address TEXT NOT NULL,
  reached_at {int},
  out_at {int},
  receipt TEXT NOT NULL,
  why TEXT NOT NULL
) {strict};
CREATE INDEX notice_channel_notice ON notice_channel (notice, channel);
CREATE INDEX notice_channel_state ON notice_channel (state, id);

-- A deadline that a hold overtook, with the postponement that the platform drafted for it.
CREATE TABLE notice_overtaken (
  id TEXT PRIMARY KEY,
  trade TEXT NOT NULL,
  round TEXT NOT NULL,
  deadline {int} NOT NULL,
  notice TEXT NOT NULL,
  digest TEXT NOT NULL
) {strict};
CREATE INDEX notice_overtaken_trade ON notice_overtaken (trade, deadline);
CREATE INDEX notice_overtaken_notice ON notice_overtaken (notice);
