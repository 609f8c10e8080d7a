-- +goose Up
ALTER TABLE orders ADD COLUMN extra text;
CREATE INDEX orders_code_idx ON orders (code); -- expect: index-not-concurrent
CREATE INDEX orders_note_idx ON orders (note); -- expect: index-not-concurrent

-- +goose Down
DROP INDEX orders_note_idx;
DROP INDEX orders_code_idx;
ALTER TABLE orders DROP COLUMN extra;
