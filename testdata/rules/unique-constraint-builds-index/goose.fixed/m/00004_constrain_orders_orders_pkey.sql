-- +goose Up
ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_pkey;

-- +goose Down
ALTER TABLE orders DROP CONSTRAINT orders_pkey;
