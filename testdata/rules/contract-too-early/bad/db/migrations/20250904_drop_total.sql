ALTER TABLE orders DROP COLUMN total; -- expect: contract-too-early
