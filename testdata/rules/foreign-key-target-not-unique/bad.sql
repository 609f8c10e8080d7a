CREATE TABLE customers (id bigint PRIMARY KEY, email text);
CREATE TABLE orders (id bigint PRIMARY KEY,
                     email text REFERENCES customers (email)); -- expect: foreign-key-target-not-unique
