// SPDX-License-Identifier: Apache-2.0
#include "engine/fix.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "analyzers/sql/atlas_sum.h"
#include "core/check.h"
#include "core/text.h"

namespace interlock {
namespace {

constexpr uint32_t kMaxRounds = 10;
// Migrations follow each other: a round may write one and leave the rest.
constexpr uint32_t kMaxRoundsWithFiles = 60;

bool Allowed(FixKind kind, FixKind most) {
  if (kind == FixKind::kSafe) return true;
  return kind == FixKind::kUnsafe && most == FixKind::kUnsafe;
}

const Fix* FirstAllowed(const Finding& finding, FixKind most) {
  for (const Fix& fix : finding.fixes) {
    if (Allowed(fix.kind, most)) return &fix;
  }
  return nullptr;
}

// Chooses fixes whose edits do not touch each other, in report order.
class Chooser {
 public:
  bool Take(const Fix& fix) {
    for (const Edit& edit : fix.edits) {
      if (Clashes(edit)) return false;
    }
    for (const NewFile& file : fix.new_files) {
      bool claimed = claims_.contains(file.path) ||
                     (!file.claim.empty() && claims_.contains(file.claim));
      if (claimed) return false;
    }
    for (const NewFile& file : fix.new_files) {
      claims_.insert(file.path);
      if (!file.claim.empty()) claims_.insert(file.claim);
    }
    for (const Edit& edit : fix.edits) {
      chosen_[edit.source->path()].push_back(edit);
      spans_[edit.source->path()].insert(edit.span);
    }
    taken_.push_back(&fix);
    return true;
  }
  const std::map<std::string, std::vector<Edit>>& chosen() const {
    return chosen_;
  }
  const std::vector<const Fix*>& taken() const { return taken_; }

 private:
  // Two inserts at one place clash too: their order would be a guess.
  bool Clashes(const Edit& edit) {
    const std::set<Span>& taken = spans_[edit.source->path()];
    auto next = taken.lower_bound({edit.span.begin, 0});
    if (next != taken.end() &&
        (next->begin == edit.span.begin || next->begin < edit.span.end)) {
      return true;
    }
    return next != taken.begin() && std::prev(next)->end > edit.span.begin;
  }

  std::map<std::string, std::vector<Edit>> chosen_;
  std::map<std::string, std::set<Span>> spans_;  // of chosen_
  std::set<std::string> claims_;
  std::vector<const Fix*> taken_;
};

// How many findings of the syntax pack a file has: the measure of "parses".
std::map<std::string, int> SyntaxErrors(const Report& report) {
  std::map<std::string, int> counts;
  for (const Finding& finding : report.findings) {
    if (finding.rule->category == Category::kSyntax) {
      ++counts[finding.source->path()];
    }
  }
  return counts;
}

InputText* FindInput(Inputs& inputs, const std::string& path) {
  auto at = std::ranges::find(inputs.files, path, &InputText::path);
  return at == inputs.files.end() ? nullptr : &*at;
}

std::optional<std::vector<sql::NamedText>> Summed(const Inputs& inputs,
                                                  const std::string& sum) {
  std::vector<sql::NamedText> all;
  for (const InputText& file : inputs.files) {
    all.push_back({file.path, file.bytes});
  }
  return sql::SummedFiles(sum, all);
}

// A sum that held before the fixes holds after them. A wrong one stays wrong:
// somebody else has changed what it stands for.
void RenewSums(const Inputs& before, Inputs& after) {
  for (const InputText& old : before.files) {
    if (BaseName(old.path) != "atlas.sum") continue;
    auto was = Summed(before, old.path);
    auto is = Summed(after, old.path);
    bool held = was && sql::CheckAtlasSum(old.bytes, *was).empty();
    if (!held || !is || sql::CheckAtlasSum(old.bytes, *is).empty()) continue;
    FindInput(after, old.path)->bytes = sql::AtlasSumOf(*is);
  }
}

class Fixer {
 public:
  Fixer(const Inputs& inputs, const Config& config, const RunOptions& options,
        FixKind most, FileSystem& files)
      : now_(inputs),
        config_(config),
        options_(options),
        most_(most),
        files_(files) {}

  FixOutcome Work(const Inputs& before) {
    report_ = Run(now_, config_, options_, files_);
    while (MayGoOn() && Round()) ++outcome_.rounds;
    if (most_ != FixKind::kUnsafe) Withheld();
    // Files keep their places; new ones come after them.
    size_t old_count = before.files.size();
    for (size_t i = 0; i < old_count; ++i) {
      const InputText& old = before.files[i];
      if (now_.files[i].bytes != old.bytes) {
        outcome_.changes.push_back({old.path, old.bytes, now_.files[i].bytes});
      }
    }
    for (size_t i = old_count; i < now_.files.size(); ++i) {
      outcome_.new_files.push_back({now_.files[i].path, now_.files[i].bytes});
    }
    std::ranges::sort(outcome_.changes, {}, &FixOutcome::Change::path);
    std::ranges::sort(outcome_.new_files, {}, &NewFile::path);
    return std::move(outcome_);
  }

 private:
  bool MayGoOn() const {
    return outcome_.rounds < (wrote_ ? kMaxRoundsWithFiles : kMaxRounds);
  }

  // Applies what the last report offers; returns whether anything changed. A
  // try that breaks a file is made again without the fixes that touch it.
  bool Round() {
    for (;;) {
      Chooser chooser;
      for (const Finding& finding : report_.findings) {
        const Fix* fix = FirstAllowed(finding, most_);
        if (!finding.live() || fix == nullptr || Refused(*fix)) continue;
        chooser.Take(*fix);
      }
      if (chooser.taken().empty()) return false;
      Inputs next = Applied(chooser);
      Report after = Run(next, config_, options_, files_);
      size_t known = refused_.size();
      if (RefusesBroken(after)) {
        if (refused_.size() == known) return false;
        continue;
      }
      bool changed = next.files.size() != now_.files.size();
      wrote_ = changed;
      for (size_t i = 0; i < now_.files.size() && !changed; ++i) {
        changed = next.files[i].bytes != now_.files[i].bytes;
      }
      if (!changed) return false;
      outcome_.applied += static_cast<uint32_t>(chooser.taken().size());
      now_ = std::move(next);
      report_ = std::move(after);
      return true;
    }
  }

  Inputs Applied(const Chooser& chooser) const {
    Inputs next = now_;
    for (const auto& [path, edits] : chooser.chosen()) {
      InputText* input = FindInput(next, path);
      if (input != nullptr) input->bytes = ApplyEdits(input->bytes, edits);
    }
    for (const Fix* fix : chooser.taken()) {
      for (const NewFile& file : fix->new_files) {
        next.files.push_back({file.path, file.text, false});
      }
    }
    RenewSums(now_, next);
    return next;
  }

  // Remembers the files that hold more errors than before, if there are some.
  bool RefusesBroken(const Report& after) {
    auto errors_before = SyntaxErrors(report_);
    bool broken = false;
    for (const auto& [path, count] : SyntaxErrors(after)) {
      if (count <= errors_before[path]) continue;
      refused_.insert(path);
      broken = true;
    }
    return broken;
  }

  bool Exists(const std::string& path) {
    return FindInput(now_, path) != nullptr ||
           std::ranges::binary_search(now_.other_paths, path);
  }

  // Its edits or files were tried in vain, or it would write over a file.
  bool Refused(const Fix& fix) {
    bool edits = std::ranges::any_of(fix.edits, [&](const Edit& edit) {
      return refused_.contains(edit.source->path());
    });
    return edits ||
           std::ranges::any_of(fix.new_files, [&](const NewFile& file) {
             return refused_.contains(file.path) || Exists(file.path);
           });
  }

  void Withheld() {
    for (const Finding& finding : report_.findings) {
      if (finding.live() && FirstAllowed(finding, most_) == nullptr &&
          FirstAllowed(finding, FixKind::kUnsafe) != nullptr) {
        ++outcome_.withheld;
      }
    }
  }

  Inputs now_;
  const Config& config_;
  const RunOptions& options_;
  FixKind most_;
  FileSystem& files_;
  FixOutcome outcome_;
  Report report_;                  // of now_
  bool wrote_ = false;             // the last round made files
  std::set<std::string> refused_;  // files that a try broke
};

}  // namespace

std::string ApplyEdits(std::string_view text, std::vector<Edit> edits) {
  std::ranges::sort(edits, {}, &Edit::span);
  std::string out;
  size_t at = 0;
  for (const Edit& edit : edits) {
    INTERLOCK_CHECK(at <= edit.span.begin && edit.span.end <= text.size());
    out += text.substr(at, edit.span.begin - at);
    out += edit.text;
    at = edit.span.end;
  }
  out += text.substr(at);
  return out;
}

FixOutcome ApplyFixes(const Inputs& inputs, const Config& config,
                      const RunOptions& options, FixKind most,
                      FileSystem& files) {
  return Fixer(inputs, config, options, most, files).Work(inputs);
}

}  // namespace interlock
