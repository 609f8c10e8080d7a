-- +goose NO TRANSACTION
-- +goose Up
REINDEX INDEX CONCURRENTLY old;

-- +goose Down
-- Nothing to undo: the index is the same.
