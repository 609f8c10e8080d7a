CREATE DOMAIN plain AS text;
