SELECT id, note FROM orders WHERE id = $1;
