-- Whose the name of a node is: the folder that it published from last. Another folder may have the name once
-- the node has left in order or was retired.

ALTER TABLE node ADD COLUMN folder TEXT NOT NULL DEFAULT '';
