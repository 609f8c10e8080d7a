-- SPDX-License-Identifier: Apache-2.0
CREATE INDEX CONCURRENTLY idx_orders_archived_at
  ON orders (archived_at) WHERE archived_at IS NOT NULL;
