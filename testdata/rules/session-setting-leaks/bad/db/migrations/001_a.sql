-- +goose Up
SET search_path = audit; -- expect: session-setting-leaks
CREATE TABLE entries (id bigint PRIMARY KEY);
SET ROLE owner; -- expect: session-setting-leaks
SET session_replication_role = replica; -- expect: session-setting-leaks
