-- +goose Up
SELECT pg_catalog.set_config('search_path', '', false); -- expect: session-setting-leaks
SET statement_timeout = 0;
