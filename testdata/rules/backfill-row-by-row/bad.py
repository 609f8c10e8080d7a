# file: jobs/backfill.py
for row in rows:
    cursor.execute("UPDATE orders SET total = %s WHERE id = %s", row)  # expect: backfill-row-by-row
