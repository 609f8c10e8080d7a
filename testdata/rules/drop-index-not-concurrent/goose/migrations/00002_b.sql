-- +goose Up
DROP INDEX orders_code;  -- expect: drop-index-not-concurrent
