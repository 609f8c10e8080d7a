// SPDX-License-Identifier: Apache-2.0
const list = require('../.security/allowlist.yaml');

const today = new Date().toISOString().slice(0, 10);
for (const entry of list.exceptions) {
  if (entry.expires < today) {
    console.error(`exception ${entry.id} has expired`);
    process.exit(1);
  }
}
console.log('no exception has expired');
