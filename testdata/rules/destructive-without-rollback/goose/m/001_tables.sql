-- +goose Up
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE orders (id bigint PRIMARY KEY, total int, old_total int, code varchar(64),
  m mood, CONSTRAINT positive CHECK (total > 0));
-- +goose Down
DROP TABLE orders;
DROP TYPE mood;
