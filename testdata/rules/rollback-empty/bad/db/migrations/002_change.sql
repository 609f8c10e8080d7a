-- +goose Up
-- expect: rollback-empty
CREATE INDEX orders_total ON orders (total);
-- +goose Down
