CREATE TABLE orders (
  placed_at timestamptz NOT NULL DEFAULT now(),
  paid_at timestamptz,
  sent_at timestamp(3)
);
ALTER TABLE parcels ADD COLUMN at timestamp;
