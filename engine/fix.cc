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

// Chooses fixes whose edits do not touch each other, in report order.
class Chooser {
 public:
  bool Take(const Fix& fix) {
    for (const Edit& edit : fix.edits) {
      if (Clashes(edit)) return false;
    }
    for (const NewFile& file : fix.new_files) {
      if (new_paths_.contains(file.path)) return false;
    }
    for (const NewFile& file : fix.new_files) new_paths_.insert(file.path);
    for (const Edit& edit : fix.edits) {
      chosen_[edit.source->path()].push_back(edit);
      spans_[edit.source->path()].insert(edit.span);
    }
    return true;
  }
  const std::map<std::string, std::vector<Edit>>& chosen() const {
    return chosen_;
  }

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
    if (most_ != FixKind::kUnsafe) Withheld();
    // Files keep their places; new ones come after them.
    size_t old_count = before.files.size();
    for (size_t i = 0; i < old_count; ++i) {
      const InputText& old = before.files[i];
      if (now_.files[i].bytes != old.bytes) {
        outcome_.changes.push_back({old.path, old.bytes, now_.files[i].bytes});
      }
    }
    for (size_t i = 0; i < outcome_.new_files.size(); ++i) {
      outcome_.new_files[i].text = now_.files[old_count + i].bytes;
    }
    std::ranges::sort(outcome_.changes, {}, &FixOutcome::Change::path);
    return std::move(outcome_);
  }

 private:
  // Returns whether anything changed.
  bool Round() {
    Report report = Run(now_, config_, options_, files_);
    Chooser chooser;
    std::vector<const Fix*> taken;
    std::vector<NewFile> created;
    for (const Finding& finding : report.findings) {
      const Fix* fix = FirstAllowed(finding, most_);
      if (!finding.live() || fix == nullptr || !chooser.Take(*fix)) continue;
      taken.push_back(fix);
      for (const NewFile& file : fix->new_files) created.push_back(file);
    }
    if (taken.empty()) return false;
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
  bool Keep(Inputs next, const Report& before,
            const std::vector<const Fix*>& taken) {
    auto errors_before = SyntaxErrors(before);
    auto errors_after = SyntaxErrors(Run(next, config_, options_, files_));
    bool changed = next.files.size() != now_.files.size();
    for (size_t i = 0; i < now_.files.size(); ++i) {
      InputText& input = next.files[i];
      const InputText& old = now_.files[i];
      if (errors_after[input.path] > errors_before[input.path]) {
        input.bytes = old.bytes;
        refused_.insert(input.path);
      }
      changed = changed || input.bytes != old.bytes;
    }
    if (changed) {
      outcome_.applied += static_cast<uint32_t>(std::ranges::count_if(
          taken, [&](const Fix* fix) { return !Refused(*fix); }));
    }
    now_ = std::move(next);
    return changed;
  }

  bool Refused(const Fix& fix) const {
    return std::ranges::any_of(fix.edits, [&](const Edit& edit) {
      return refused_.contains(edit.source->path());
    });
  }

  void Withheld() {
    Report report = Run(now_, config_, options_, files_);
    for (const Finding& finding : report.findings) {
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
