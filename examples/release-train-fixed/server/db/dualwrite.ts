// SPDX-License-Identifier: Apache-2.0
import type { Database, Flags, Order } from './types';

// Writes the old column always, the new one behind a flag.
export function writeOrder(db: Database, order: Order, flags: Flags) {
  return db.transaction(async (tx) => {
    await tx.insert('orders', order);
    if (!flags.dual_write_orders) return;
    await tx.query('UPDATE orders SET new_total_cents = $1 WHERE id = $2', [
      order.total_cents,
      order.id,
    ]);
  });
}
