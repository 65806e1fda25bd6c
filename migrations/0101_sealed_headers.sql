-- The header of each part that a SUBMIT lists: trustees answer for it, whatever becomes of the part's file.

CREATE TABLE sealed_header (
  header TEXT PRIMARY KEY,
  bytes TEXT NOT NULL
) {strict};
