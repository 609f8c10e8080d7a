CREATE TABLE orders (a timestamp with time zone, day date, opens time, t timestamptz(3));
