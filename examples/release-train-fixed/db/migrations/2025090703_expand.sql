-- SPDX-License-Identifier: Apache-2.0
-- Expand: room for totals beyond 2^31 cents; the old column stays.
SET lock_timeout = '1s';

ALTER TABLE orders ADD COLUMN new_total_cents bigint;
