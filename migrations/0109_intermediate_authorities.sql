-- Authorities between a certificate and its anchor are kept beside the anchors, so that their lists are taken and
-- they can be distrusted; a certificate says which it leads through. Of those registered before nobody kept them.

ALTER TABLE trust_anchor ADD COLUMN kind TEXT NOT NULL DEFAULT 'anchor';
ALTER TABLE certificate ADD COLUMN way TEXT NOT NULL DEFAULT '';
