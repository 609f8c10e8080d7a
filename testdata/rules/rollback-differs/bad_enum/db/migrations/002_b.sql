-- +goose Up
ALTER TYPE mood ADD VALUE 'ok';
-- +goose Down
-- expect: rollback-differs
SELECT 1;
