// file: scripts/vuln-allow.js
const yaml = require('yaml');
const list = yaml.parse(text);
