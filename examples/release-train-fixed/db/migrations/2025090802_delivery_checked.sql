-- SPDX-License-Identifier: Apache-2.0
SET lock_timeout = '1s';

ALTER TABLE orders VALIDATE CONSTRAINT orders_total_not_negative;
