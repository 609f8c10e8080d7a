CREATE TABLE orders (id bigint PRIMARY KEY, code text);
ALTER TABLE orders ADD PRIMARY KEY (code); -- expect: impossible-definition
