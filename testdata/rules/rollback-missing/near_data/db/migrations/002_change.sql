-- +goose Up
UPDATE orders SET note = '' WHERE note IS NULL;
