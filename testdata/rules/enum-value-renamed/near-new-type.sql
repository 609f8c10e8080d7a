CREATE TYPE parcel_state AS ENUM ('a');
ALTER TYPE parcel_state RENAME VALUE 'a' TO 'b';
