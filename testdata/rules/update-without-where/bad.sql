UPDATE orders SET status = 'new';  -- expect: update-without-where
DELETE FROM orders;  -- expect: update-without-where
