-- SPDX-License-Identifier: Apache-2.0
-- Who touched an order last.
SET lock_timeout = '1s';

ALTER TABLE orders ADD COLUMN updated_by text;
ALTER TABLE orders ADD COLUMN updated_at timestamptz DEFAULT now();
