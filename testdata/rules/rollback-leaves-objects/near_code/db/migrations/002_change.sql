-- +goose Up
DO $$ BEGIN EXECUTE 'CREATE TABLE x (id int)'; END $$;
CREATE INDEX orders_total ON orders (total);
-- +goose Down
SELECT 1;
