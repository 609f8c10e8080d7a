-- SPDX-License-Identifier: Apache-2.0
-- Undoes 2025091001_contract_totals.sql.
BEGIN;
SET LOCAL lock_timeout = '1s';
ALTER TABLE orders ADD COLUMN total_cents integer;
UPDATE orders SET total_cents = new_total_cents;
ALTER TABLE orders ALTER COLUMN total_cents SET NOT NULL;
COMMIT;
