-- +goose Up
DROP INDEX orders_note;
-- +goose Down
CREATE UNIQUE INDEX orders_note ON orders (note); -- expect: rollback-fails-after-writes
