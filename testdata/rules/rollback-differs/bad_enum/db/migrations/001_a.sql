-- +goose Up
CREATE TYPE mood AS ENUM ('sad');
-- +goose Down
DROP TYPE mood;
