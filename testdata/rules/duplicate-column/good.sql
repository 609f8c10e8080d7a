CREATE TABLE orders (id bigint PRIMARY KEY, code text, label text);
