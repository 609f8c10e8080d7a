// file: scripts/backfill_orders.ts
async function main() {
  const { rows } = await pool.query('SELECT id FROM orders LIMIT 1000');
  for (const row of rows) {
    await pool.query(
      'UPDATE orders SET total = cents WHERE id = $1', // expect: backfill-row-by-row
      [row.id],
    );
  }
}
