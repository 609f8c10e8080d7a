-- SPDX-License-Identifier: Apache-2.0
-- Every order gets a delivery note and a tracking id.
ALTER TABLE orders
  ADD COLUMN tracking_id uuid NOT NULL DEFAULT gen_random_uuid();

UPDATE orders SET delivery_note = '' WHERE delivery_note IS NULL;

ALTER TABLE orders ALTER COLUMN delivery_note SET NOT NULL;

ALTER TABLE orders
  ADD CONSTRAINT orders_total_not_negative CHECK (total_cents >= 0);
