-- +goose Up
ALTER TABLE orders DROP COLUMN total;
ALTER TABLE orders ALTER COLUMN code TYPE varchar(16);
ALTER TABLE orders DROP COLUMN m;
DROP TYPE mood;
-- +goose Down
CREATE TYPE mood AS ENUM ('sad', 'ok');
ALTER TABLE orders ADD COLUMN m mood;
ALTER TABLE orders ALTER COLUMN code TYPE varchar(64);
ALTER TABLE orders ADD COLUMN total int;
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);
