REASSIGN OWNED BY reports TO admins;
ALTER DATABASE orders SET lock_timeout = '5s';
DROP ROLE reports;
