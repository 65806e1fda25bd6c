-- A key is answered again only to whom it was answered: in the same role and under the same mandate.
ALTER TABLE command ADD COLUMN mandate TEXT NOT NULL DEFAULT '';
