-- +goose Up
SAVEPOINT one;
SET search_path = audit;
ROLLBACK TO one;
