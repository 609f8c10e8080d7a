UPDATE settings SET value = 'on' WHERE key = 'dark_mode';
