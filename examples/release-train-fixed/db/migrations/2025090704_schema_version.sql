-- SPDX-License-Identifier: Apache-2.0
-- Lets two releases that run side by side ask which schema they see.
CREATE TABLE IF NOT EXISTS schema_version (
  version integer PRIMARY KEY,
  effective_at timestamptz NOT NULL DEFAULT now()
);

INSERT INTO schema_version (version) VALUES (1) ON CONFLICT DO NOTHING;
