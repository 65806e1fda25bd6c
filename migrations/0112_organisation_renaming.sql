-- What an organisation was called before, until when, and the certificate that proved its new name.

CREATE TABLE organisation_renaming (
  id TEXT PRIMARY KEY,
  organisation TEXT NOT NULL,
  former_name TEXT NOT NULL,
  name TEXT NOT NULL,
  certificate TEXT NOT NULL,
  renamed_at {int} NOT NULL
) {strict};
CREATE INDEX organisation_renaming_organisation ON organisation_renaming (organisation, id);
