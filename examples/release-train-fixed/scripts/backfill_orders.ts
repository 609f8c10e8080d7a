// SPDX-License-Identifier: Apache-2.0
import { Pool } from 'pg';
import { setTimeout as pause } from 'timers/promises';

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const batch = 1000;

async function main() {
  let from = Number(process.env.FROM_ID ?? 0);
  const { rows } = await pool.query('SELECT max(id) AS last FROM orders');
  while (from <= Number(rows[0].last)) {
    await pool.query(
      `UPDATE orders SET new_total_cents = total_cents
       WHERE id > $1 AND id <= $2 AND new_total_cents IS NULL`,
      [from, from + batch],
    );
    from += batch;
    console.log(`done up to ${from}`);
    await pause(100);
  }
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
