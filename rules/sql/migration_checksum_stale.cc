// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <vector>

#include "analyzers/project/project.h"
#include "analyzers/sql/atlas_sum.h"
#include "analyzers/sql/order.h"
#include "core/text.h"
#include "rules/sql/pack.h"

namespace interlock::sql {
namespace {

constexpr RuleInfo kInfo{.id = "migration-checksum-stale",
                         .summary = "atlas.sum does not match the migrations",
                         .since = "0.1.0",
                         .category = Category::kMigration,
                         .severity = Severity::kError,
                         .tags = "order",
                         .peers = "atlas:atlas.sum",
                         .docs = R"(
## What it does

Computes the hashes of `atlas.sum` and compares. Each file's hash runs on from
those of the files before it, so the first file that differs is reported.

## Why is this bad?

Atlas refuses to apply a folder whose sum does not match, so the deployment
stops. A wrong sum also means that a migration was edited after its sum was
written, or that two branches were merged without looking at each other: the
very thing that the file is there to catch.

```sql,bad,file=db/migrations/20250101000000_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
```

```text,bad,file=db/migrations/atlas.sum
h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
```

```sql,good,file=db/migrations/20250101000000_orders.sql
CREATE TABLE orders (id bigint PRIMARY KEY);
```

```text,good,file=db/migrations/atlas.sum
h1:9RP4lxn5Vvemc1KxoUhOQU3TmPIfw3dAtO3eAPHRSkc=
20250101000000_orders.sql h1:wAKp9JuSMLNxdQUCQq6eNRaTteO5e+W7/O9dQo8qxLI=
```

## How to do it

Look at the change of the file that is named. If it is meant, and no database
ran it yet, write the sum anew with `atlas migrate hash`. `interlock fix` does
that by itself for a sum that held before its own edits.

## When the facts are not known

Folders that Atlas keeps in the format of another tool (`.up.sql`, `V1__x.sql`)
are hashed by other rules and are left alone, and so are folders with a file
that opts out by `atlas:sum`. A checkout with other line ends than the sum's is
not reported.
)"};
static_assert(WellFormed(kInfo));

std::string WithoutReturns(std::string_view text) {
  std::string plain(text);
  std::erase(plain, '\r');
  return plain;
}

std::vector<ChecksumFault> FaultsOf(std::string_view manifest,
                                    const std::vector<NamedText>& files) {
  auto faults = CheckAtlasSum(manifest, files);
  if (faults.empty()) return faults;
  std::vector<std::string> plain;
  for (const NamedText& file : files) {
    plain.push_back(WithoutReturns(file.text));
  }
  std::vector<NamedText> renewed;
  for (size_t i = 0; i < files.size(); ++i) {
    renewed.push_back({files[i].name, plain[i]});
  }
  // Where a checkout changed the line ends, only the rest counts.
  bool changed = !std::ranges::equal(files, renewed, {}, &NamedText::text,
                                     &NamedText::text);
  return changed ? CheckAtlasSum(manifest, renewed) : faults;
}

void Report(const ChecksumFault& fault, const Source& manifest,
            std::string_view folder, const Project& project, Sink& out) {
  using Kind = ChecksumFault::Kind;
  const InputFile* file = project.Find(JoinPath(folder, fault.file));
  std::string name = Printable(fault.file);
  if (fault.kind == Kind::kDiffers && file != nullptr) {
    out.ReportIn(*file->source, HeadOf(file->source->text()),
                 "atlas.sum has another hash of this file")
        .Help("put it back as it was, or run `atlas migrate hash`")
        .Related(manifest, fault.span, "the hash that it should have");
    return;
  }
  std::string what = fault.kind == Kind::kMissing ? name + " is not listed"
                     : fault.kind == Kind::kUnknownFile
                         ? name + " is listed and does not exist"
                         : "the total in the first line is wrong";
  Span span = fault.span.empty() ? HeadOf(manifest.text()) : fault.span;
  out.ReportIn(manifest, span, "{}", what)
      .Help("run `atlas migrate hash` once the folder is as it should be");
}

void Check(const Project& project, const Context&, Sink& out) {
  std::vector<NamedText> all;
  for (const InputFile& sum : project.files) {
    if (BaseName(sum.path()) != "atlas.sum") continue;
    if (all.empty()) {
      for (const InputFile& file : project.files) {
        all.push_back({file.path(), file.source->text()});
      }
    }
    auto files = SummedFiles(sum.path(), all);
    if (!files) continue;
    std::string folder(DirName(sum.path()));
    for (const auto& fault : FaultsOf(sum.source->text(), *files)) {
      Report(fault, *sum.source, folder, project, out);
    }
  }
}

}  // namespace

extern constexpr Rule kMigrationChecksumStale = On<Project, Check>(kInfo);

}  // namespace interlock::sql
