-- +goose Down
DROP TABLE t2; -- expect: migration-empty
