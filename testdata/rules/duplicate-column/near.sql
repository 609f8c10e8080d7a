CREATE TABLE items (id bigint PRIMARY KEY, code text, "Code" text);
UPDATE items SET code = 'a', "Code" = 'b';
