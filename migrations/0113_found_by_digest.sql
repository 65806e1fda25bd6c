-- What is published is asked for by its digest (GET /verify?digest=).

CREATE INDEX notice_digest ON notice (digest);
CREATE INDEX hall_record_digest ON hall_record (digest);
CREATE INDEX hall_record_pdf ON hall_record (pdf);

-- The search view holds by which version of the terms a file was published, too. It is read from the log
-- anew.
CREATE TABLE terms_file_search (
  digest TEXT NOT NULL,
  terms TEXT NOT NULL,
  PRIMARY KEY (digest, terms)
) {strict};
DELETE FROM notice_search;
DELETE FROM follower WHERE name = 'search';
