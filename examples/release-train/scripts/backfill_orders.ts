// SPDX-License-Identifier: Apache-2.0
import { Pool } from 'pg';

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const batch = 1000;

async function main() {
  for (;;) {
    const { rows } = await pool.query(
      'SELECT id FROM orders WHERE new_total_cents IS NULL LIMIT $1',
      [batch],
    );
    if (rows.length === 0) return;
    for (const row of rows) {
      await pool.query(
        'UPDATE orders SET new_total_cents = total_cents WHERE id = $1',
        [row.id],
      );
    }
  }
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
