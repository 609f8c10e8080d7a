// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <string>

#include "analyzers/governance/automation.h"
#include "analyzers/governance/bundle.h"
#include "analyzers/governance/kubernetes.h"
#include "analyzers/project/project.h"
#include "core/text.h"
#include "rules/governance/pack.h"

namespace interlock::governance {
namespace {

constexpr RuleInfo kInfo{
    .id = "bundle-checksum-wrong",
    .summary = "A release bundle lists a file with another checksum",
    .since = "0.1.0",
    .category = Category::kGovernance,
    .severity = Severity::kError,
    .tags = "bundle",
    .docs = R"(
## What it does
Computes the SHA-256 of the files that the manifest of a release bundle lists,
where interlock has read them, and reports those that differ, and files that do
not exist.

## Why is this bad?
The bundle is what a rollback restores. A checksum that does not fit means that
the bundle was made of something else than what was approved, and the check at
the restore stops in the middle of it.

```json,bad,file=bundles/1.0.0/manifest.json
{"version": "1.0.0", "files": [
  {"path": "workflows/gone.json",
   "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}
]}
```

```json,good,file=bundles/1.0.0/manifest.json
{"version": "1.0.0", "files": [
  {"path": "workflows/intake.json",
   "sha256": "bff1d4333c15338cb7c237e318e62e52daef426006f63a4932ec06295580d7c4"}
]}
```

```json,good,file=workflows/intake.json
{"id": "intake"}
```
)"};
static_assert(WellFormed(kInfo));

// As written, or below the folder of the manifest.
std::string PathOf(const Project& project, const Piece& piece,
                   std::string_view path) {
  std::string plain = NormalPath(path);
  if (plain.empty() || project.Exists(plain)) return plain;
  std::string beside =
      NormalPath(JoinPath(DirName(piece.source->path()), path));
  return !beside.empty() && project.Exists(beside) ? beside : "";
}

// The sums of a file: as it is, and without the line ends that a checkout may
// have put into it.
struct Sums {
  std::string plain, without_returns;
};
using SumsOf = std::map<const InputFile*, Sums>;

const Sums& Compute(const InputFile& file, SumsOf& known) {
  auto [at, first] = known.try_emplace(&file);
  if (!first) return at->second;
  std::string text(file.source->text());
  at->second.plain = HexSha256(text);
  std::erase(text, '\r');
  at->second.without_returns = HexSha256(text);
  return at->second;
}

void CheckFile(const Project& project, const Piece& piece, const Node& item,
               SumsOf& known, Sink& out) {
  const Node* path = At(&item, "path");
  const Node* sum = At(&item, "sha256");
  if (path == nullptr || sum == nullptr || path->IsNull()) return;
  std::string real = PathOf(project, piece, path->text);
  if (real.empty()) {
    out.ReportIn(*piece.source, path->span,
                 "the bundle lists {}, which is not "
                 "in this repository",
                 Printable(path->text))
        .Help("make the bundle again");
    return;
  }
  const InputFile* file = project.Find(real);
  if (file == nullptr) return;
  const Sums& sums = Compute(*file, known);
  if (sum->text == sums.plain || sum->text == sums.without_returns) return;
  out.ReportIn(*piece.source, sum->span,
               "{} has another checksum than the bundle says",
               Printable(path->text))
      .Help("make the bundle again, and have it approved again");
}

void Check(const Project& project, const Context&, Sink& out) {
  SumsOf known;
  for (const Piece& piece : project.governance->pieces()) {
    if (piece.sort != Sort::kBundle) continue;
    const Node* files = At(piece.tree->root(), "files");
    if (files == nullptr) continue;
    for (const Node* item : files->items) {
      CheckFile(project, piece, *item, known, out);
    }
  }
}

}  // namespace

extern constexpr Rule kBundleChecksumWrong = On<Project, Check>(kInfo);

}  // namespace interlock::governance
