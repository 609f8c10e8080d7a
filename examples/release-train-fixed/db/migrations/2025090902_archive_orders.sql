-- SPDX-License-Identifier: Apache-2.0
-- Closed orders are marked first and moved away by a nightly job.
SET lock_timeout = '1s';
ALTER TABLE orders ADD COLUMN archived_at timestamptz;
