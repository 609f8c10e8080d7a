-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY orders_code_idx ON orders (code);

-- migrate:down transaction:false
DROP INDEX CONCURRENTLY orders_code_idx;
