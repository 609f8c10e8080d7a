-- +goose Up
CREATE INDEX orders_total ON orders (total);
-- +goose Down
-- rollback: lossy the index stays
