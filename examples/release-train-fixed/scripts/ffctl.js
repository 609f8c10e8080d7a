// SPDX-License-Identifier: Apache-2.0
// Usage: node scripts/ffctl.js <flag> <true|false>
const fs = require('fs');

const [flag, value] = process.argv.slice(2);
const path = 'feature-flags/flags.yaml';
const line = new RegExp(`^(${flag}:\\n  default: )(true|false)$`, 'm');
const text = fs.readFileSync(path, 'utf8');
if (!line.test(text) || !['true', 'false'].includes(value)) {
  console.error(`no flag ${flag} in ${path}, or not true or false: ${value}`);
  process.exit(1);
}
fs.writeFileSync(path, text.replace(line, `$1${value}`));
