-- +goose Up
DROP INDEX CONCURRENTLY old; -- expect: concurrently-in-transaction
