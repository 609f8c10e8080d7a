-- +goose Up
-- expect: rollback-missing
CREATE INDEX orders_total ON orders (total);
