CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);
CREATE TABLE lines (id int, orders_id bigint);
CREATE TABLE old_notes (id int);
