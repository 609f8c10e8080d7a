CREATE TYPE parcel_state AS ENUM ('a');
