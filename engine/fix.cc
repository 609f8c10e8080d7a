// SPDX-License-Identifier: Apache-2.0
#include "engine/fix.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/check.h"

namespace interlock {
namespace {

constexpr int kMaxRounds = 10;

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

// Two inserts at one place overlap too: their order would be a guess.
bool Clash(const Edit& a, const Edit& b) {
  if (a.span.Overlaps(b.span)) return true;
  return a.span.begin == b.span.begin;
}

// Chooses fixes whose edits do not touch each other, in report order.
class Chooser {
 public:
  bool Take(const Fix& fix) {
    for (const Edit& edit : fix.edits) {
      for (const Edit& taken : chosen_[edit.source->path()]) {
        if (Clash(edit, taken)) return false;
      }
    }
    for (const NewFile& file : fix.new_files) {
      if (!new_paths_.insert(file.path).second) return false;
    }
    for (const Edit& edit : fix.edits) {
      chosen_[edit.source->path()].push_back(edit);
    }
    return true;
  }
  const std::map<std::string, std::vector<Edit>>& chosen() const {
    return chosen_;
  }

 private:
  std::map<std::string, std::vector<Edit>> chosen_;
  std::set<std::string> new_paths_;
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
    while (outcome_.rounds < kMaxRounds && Round()) ++outcome_.rounds;
    Withheld();
    for (const InputText& old : before.files) {
      const InputText* now = FindInput(now_, old.path);
      if (now->bytes != old.bytes) {
        outcome_.changes.push_back({old.path, old.bytes, now->bytes});
      }
    }
    std::ranges::sort(outcome_.changes, {}, &FixOutcome::Change::path);
    return std::move(outcome_);
  }

 private:
  // Returns whether anything changed.
  bool Round() {
    Report report = Run(now_, config_, options_, files_);
    Chooser chooser;
    uint32_t taken = 0;
    std::vector<NewFile> created;
    for (const Finding& finding : report.findings) {
      const Fix* fix = FirstAllowed(finding, most_);
      if (!finding.live() || fix == nullptr || !chooser.Take(*fix)) continue;
      ++taken;
      for (const NewFile& file : fix->new_files) created.push_back(file);
    }
    if (taken == 0) return false;
    Inputs next = now_;
    for (const auto& [path, edits] : chooser.chosen()) {
      if (refused_.contains(path)) continue;
      InputText* input = FindInput(next, path);
      if (input != nullptr) input->bytes = ApplyEdits(input->bytes, edits);
    }
    for (NewFile& file : created) Create(std::move(file), next);
    return Keep(std::move(next), report, taken);
  }

  void Create(NewFile file, Inputs& next) {
    if (FindInput(next, file.path) != nullptr) return;
    if (std::ranges::binary_search(next.other_paths, file.path)) return;
    next.files.push_back({file.path, file.text, false});
    outcome_.new_files.push_back(std::move(file));
  }

  // Takes the round over, but for files that parsed before and do not now.
  bool Keep(Inputs next, const Report& before, uint32_t taken) {
    auto errors_before = SyntaxErrors(before);
    auto errors_after = SyntaxErrors(Run(next, config_, options_, files_));
    bool changed = false;
    for (InputText& input : next.files) {
      InputText* old = FindInput(now_, input.path);
      if (old == nullptr) continue;
      if (errors_after[input.path] > errors_before[input.path]) {
        input.bytes = old->bytes;
        refused_.insert(input.path);
      }
      changed = changed || input.bytes != old->bytes;
    }
    changed = changed || next.files.size() != now_.files.size();
    if (changed) outcome_.applied += taken;
    now_ = std::move(next);
    return changed;
  }

  void Withheld() {
    Report report = Run(now_, config_, options_, files_);
    for (const Finding& finding : report.findings) {
      if (finding.live() && !finding.fixes.empty() &&
          FirstAllowed(finding, most_) == nullptr) {
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
  std::set<std::string> refused_;  // files that a round broke
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
