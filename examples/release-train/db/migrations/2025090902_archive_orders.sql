-- SPDX-License-Identifier: Apache-2.0
-- Closed orders are marked first and moved away by a nightly job.
BEGIN;
SET LOCAL lock_timeout = '1s';
ALTER TABLE orders ADD COLUMN archived_at timestamptz;
COMMIT;

CREATE INDEX CONCURRENTLY idx_orders_archived_at
  ON orders (archived_at) WHERE archived_at IS NOT NULL;
