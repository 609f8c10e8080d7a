ALTER TABLE orders ADD CONSTRAINT code_given NOT NULL code; -- expect: set-not-null-scan
ALTER TABLE orders ADD CONSTRAINT id_given NOT NULL id;
CREATE TABLE new (a int);
ALTER TABLE new ADD NOT NULL a;
