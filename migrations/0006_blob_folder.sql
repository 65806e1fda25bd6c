-- Which folder of blobs the nodes of this database share: the mark that lies in it.

CREATE TABLE blob_folder (
  only_row {int} PRIMARY KEY CHECK (only_row = 1),
  mark TEXT NOT NULL
) {strict};
