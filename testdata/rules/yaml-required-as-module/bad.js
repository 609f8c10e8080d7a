// file: scripts/vuln-allow.js
const list = require('../.security/allowlist.yaml'); // expect: yaml-required-as-module
