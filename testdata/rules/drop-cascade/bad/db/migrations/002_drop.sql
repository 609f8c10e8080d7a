ALTER TABLE people DROP COLUMN note CASCADE; -- expect: drop-cascade
DROP TYPE mood CASCADE; -- expect: drop-cascade
ALTER TABLE people DROP CONSTRAINT people_code_key CASCADE; -- expect: drop-cascade
DROP TABLE lands CASCADE; -- expect: drop-cascade
DROP VIEW spots CASCADE; -- expect: drop-cascade
DROP SEQUENCE numbers CASCADE; -- expect: drop-cascade
