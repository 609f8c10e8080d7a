// SPDX-License-Identifier: Apache-2.0
const fs = require('fs');

const text = `${process.env.PR_TITLE} ${process.env.PR_BODY || ''}`;
const files = (process.env.CHANGED_FILES || '').split('\n');
const touchesSchema =
  /db\/migrations|schema|knex|prisma/.test(text) ||
  files.some((file) => /db\/migrations|schema/.test(file));

if (touchesSchema && !fs.existsSync('SECURITY/migration-plan.md')) {
  console.error('the schema changes, but SECURITY/migration-plan.md is missing');
  process.exit(1);
}
console.log('the plan is there, or the schema stays as it is');
