-- SPDX-License-Identifier: Apache-2.0
-- Every order may get a tracking id; totals are never negative.
SET lock_timeout = '1s';

ALTER TABLE orders ADD COLUMN tracking_id uuid;

ALTER TABLE orders
  ADD CONSTRAINT orders_total_not_negative CHECK (total_cents >= 0) NOT VALID;
