-- SPDX-License-Identifier: Apache-2.0
-- What the previous release sends; it still runs while the new one starts.
SELECT id, status, total_cents FROM orders WHERE customer_id = $1;
SELECT body FROM order_notes WHERE order_id = $1 ORDER BY written_at;
INSERT INTO orders (customer_id, total_cents, delivery_note)
VALUES ($1, $2, $3) RETURNING id;
UPDATE orders SET status = $2 WHERE id = $1;
