-- +goose Up
ALTER TABLE orders RENAME COLUMN note TO remark;
DROP INDEX orders_note;
-- +goose Down
CREATE INDEX orders_note ON orders (remark);
ALTER TABLE orders RENAME COLUMN remark TO note;
