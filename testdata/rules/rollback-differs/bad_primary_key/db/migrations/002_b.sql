-- +goose Up
ALTER TABLE a ADD PRIMARY KEY (id);
-- +goose Down
-- expect: rollback-differs
ALTER TABLE a DROP CONSTRAINT a_pkey;
