-- What a supervisor supervises: regions and trade classes, one blank between, empty for all. Those recognised
-- before go on supervising every trade until the security administrator says of each what it supervises.

ALTER TABLE organisation ADD COLUMN supervised_regions TEXT NOT NULL DEFAULT '';
ALTER TABLE organisation ADD COLUMN supervised_classes TEXT NOT NULL DEFAULT '';
