CREATE TYPE order_state AS ENUM ('open');  -- expect: enum-type-created
