-- SPDX-License-Identifier: Apache-2.0
-- A new table: nobody waits for it, so its indexes are built in place.
SET lock_timeout = '1s';

CREATE TABLE payments (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id bigint NOT NULL,
  amount_cents bigint NOT NULL CHECK (amount_cents > 0),
  provider_ref text NOT NULL UNIQUE,
  paid_at timestamptz
);

CREATE INDEX idx_payments_order_id ON payments (order_id);
