-- +goose Up
-- rollback: lossy the index stays, it harms nobody
CREATE INDEX orders_total ON orders (total);
