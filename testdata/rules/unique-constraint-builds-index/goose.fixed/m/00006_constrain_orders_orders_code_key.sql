-- +goose Up
ALTER TABLE orders ADD CONSTRAINT orders_code_key UNIQUE USING INDEX orders_code_key;

-- +goose Down
ALTER TABLE orders DROP CONSTRAINT orders_code_key;
