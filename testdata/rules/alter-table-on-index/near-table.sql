CREATE TABLE parcels (code text);
ALTER TABLE parcels RENAME TO other;
ALTER TABLE unseen RENAME TO also_unseen;
