// file: scripts/backfill_orders.ts
// One statement for many rows, and one after the loop
for (const batch of batches) {
  await pool.query('UPDATE orders SET a = b WHERE id = ANY($1)', [batch]);
}
await pool.query('UPDATE jobs SET done = true WHERE id = $1', [job]);
