-- +goose Up
ALTER TABLE orders ADD COLUMN n int;
ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id); -- expect: unique-constraint-builds-index
ALTER TABLE orders ADD UNIQUE (code); -- expect: unique-constraint-builds-index
-- +goose Down
ALTER TABLE orders DROP CONSTRAINT orders_pkey;
ALTER TABLE orders DROP CONSTRAINT orders_code_key;
ALTER TABLE orders DROP COLUMN n;
