-- SPDX-License-Identifier: Apache-2.0
-- Where an order came from: web, shop, phone.
SET lock_timeout = '1s';

CREATE TABLE channels (
  code text PRIMARY KEY,
  label text NOT NULL
);

INSERT INTO channels (code, label)
VALUES ('web', 'Web'), ('shop', 'Shop'), ('phone', 'Phone')
ON CONFLICT (code) DO NOTHING;
