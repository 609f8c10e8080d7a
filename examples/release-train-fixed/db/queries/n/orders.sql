-- SPDX-License-Identifier: Apache-2.0
-- What this release sends.
SELECT id, status, new_total_cents FROM orders WHERE customer_id = $1;
INSERT INTO orders (customer_id, total_cents, new_total_cents, delivery_note)
VALUES ($1, $2, $2, $3) RETURNING id;
UPDATE orders SET status = $2, updated_by = $3 WHERE id = $1;
SELECT version FROM schema_version ORDER BY effective_at DESC LIMIT 1;
