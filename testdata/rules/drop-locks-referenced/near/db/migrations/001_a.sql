CREATE TABLE a (id bigint PRIMARY KEY, up bigint CONSTRAINT self REFERENCES a,
                CONSTRAINT low CHECK (up < 9));
CREATE TABLE gone (id bigint PRIMARY KEY);
