-- +goose Up
ALTER TABLE orders ADD CONSTRAINT place_given CHECK (place <> '') NOT VALID;
