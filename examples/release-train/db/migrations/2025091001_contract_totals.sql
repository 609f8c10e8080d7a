-- SPDX-License-Identifier: Apache-2.0
-- Contract: the wide total is everywhere, the old parts can go.
SET lock_timeout = '1s';

ALTER TABLE orders DROP COLUMN total_cents;

DROP TABLE order_notes;

ALTER TABLE orders ALTER COLUMN legacy_code TYPE varchar(16);
