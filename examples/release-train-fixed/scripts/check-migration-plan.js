// SPDX-License-Identifier: Apache-2.0
const fs = require('fs');

const files = fs.readFileSync(process.argv[2], 'utf8').split('\n');
const plan = 'SECURITY/migration-plan.md';
const touchesSchema = files.some((file) => file.startsWith('db/migrations/'));
const filled = fs.existsSync(plan) && !/\((flags|low|new)/.test(fs.readFileSync(plan, 'utf8'));
if (touchesSchema && !filled) {
  console.error(`the schema changes, but ${plan} is missing or a template`);
  process.exit(1);
}
console.log('the plan is there, or the schema stays as it is');
