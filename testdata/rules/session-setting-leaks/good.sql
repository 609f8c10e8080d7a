-- file: db/migrations/001_a.sql
-- +goose Up
SET LOCAL search_path = audit;
SELECT set_config('search_path', 'audit', true);
CREATE TABLE entries (id bigint PRIMARY KEY);
