ALTER TABLE orders ADD UNIQUE (code); -- expect: unique-constraint-builds-index
