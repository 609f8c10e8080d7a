-- +goose Up
DROP INDEX orders_note;
-- +goose Down
-- expect: rollback-differs
CREATE INDEX orders_note ON orders (note, total);
