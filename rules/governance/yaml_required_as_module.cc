// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/script_lines.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "yaml-required-as-module",
    .summary = "A check loads YAML with require(), which Node cannot do",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kError,
    .tags = "scripts",
    .docs = R"(
## What it does
Reports `require('... .yaml')` in JavaScript and TypeScript below folders of
scripts. A program that installs a loader for it is left alone.

## Why is this bad?
Node reads the file as JavaScript and stops with a syntax error. A check that is
written so fails on every pull request until it is taken out of the required
ones, and then nothing looks at the exceptions any more.

```js,bad,file=scripts/vuln-allow.js
const list = require('../.security/allowlist.yaml');
```

```js,good,file=scripts/vuln-allow.js
const fs = require('fs');
const yaml = require('yaml');
const list = yaml.parse(fs.readFileSync('.security/allowlist.yaml', 'utf8'));
```
)"};
static_assert(WellFormed(kInfo));

constexpr std::string_view kLoaders[] = {"require-yaml", "require-yml",
                                         "yaml-hook", "require.extensions",
                                         "node-yaml-require"};

void Check(const InputFile& file, const Context&, Sink& out) {
  std::string_view extension = Extension(file.path());
  bool script = extension == ".js" || extension == ".cjs" ||
                extension == ".mjs" || extension == ".ts";
  if (file.kind != FileKind::kScript || !script) return;
  for (std::string_view loader : kLoaders) {
    if (file.source->text().find(loader) != std::string_view::npos) return;
  }
  for (Span call : FindRequiredYaml(*file.source)) {
    out.Report(call, "Node cannot load YAML: {}",
               Printable(file.source->Text(call)))
        .Help("read the file and parse it, with the package yaml say");
  }
}

}  // namespace

extern constexpr Rule kYamlRequiredAsModule = On<InputFile, Check>(kInfo);

}  // namespace interlock::governance
