INSERT INTO orders (id) VALUES ($1); -- expect: release-insert-misses-column
INSERT INTO orders VALUES ($1, $2, $3); -- expect: release-insert-misses-column
