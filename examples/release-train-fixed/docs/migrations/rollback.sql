-- SPDX-License-Identifier: Apache-2.0
-- Undoes 2025091502_channels.sql.
SET lock_timeout = '1s';
DROP TABLE channels;
