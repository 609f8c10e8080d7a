-- +goose Up
SET search_path = audit;
SET ROLE owner;
SET lock_timeout = '5s';
SET TIME ZONE 'UTC';
RESET search_path;
SET ROLE NONE;
RESET session_replication_role;
SET session_replication_role = origin;
