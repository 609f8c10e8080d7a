DROP INDEX parcels_a;
