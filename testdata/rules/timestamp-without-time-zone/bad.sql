CREATE TABLE orders (
  placed_at timestamp NOT NULL DEFAULT now(),  -- expect: timestamp-without-time-zone
  paid_at timestamp without time zone,  -- expect: timestamp-without-time-zone
  sent_at timestamp(3)  -- expect: timestamp-without-time-zone
);
ALTER TABLE parcels ADD COLUMN at timestamp;  -- expect: timestamp-without-time-zone
