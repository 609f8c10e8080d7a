ALTER TYPE order_state ADD VALUE 'returned';  -- expect: enum-value-unplaced
ALTER TYPE order_state ADD VALUE IF NOT EXISTS 'lost';  -- expect: enum-value-unplaced
