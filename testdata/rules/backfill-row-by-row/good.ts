// file: scripts/backfill_orders.ts
while (from <= last) {
  await pool.query('UPDATE orders SET a = b WHERE id > $1 AND id <= $2', [from, to]);
}
