// SPDX-License-Identifier: Apache-2.0
export interface Order {
  id: number;
  customer_id: number;
  total_cents: number;
}

export interface Flags {
  dual_write_orders: boolean;
  read_new_orders: boolean;
}

export interface Transaction {
  insert(table: string, row: Order): Promise<void>;
  query(text: string, values: unknown[]): Promise<void>;
}

export interface Database {
  transaction(body: (tx: Transaction) => Promise<void>): Promise<void>;
}
