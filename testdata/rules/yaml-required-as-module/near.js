// file: scripts/vuln-allow.js
// require('a.yaml') is what does not work
require('require-yaml');
const list = require('./a.yaml');
