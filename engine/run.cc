// SPDX-License-Identifier: Apache-2.0
#include "engine/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "analyzers/sql/history.h"
#include "core/hash.h"
#include "core/text.h"
#include "core/thread_pool.h"
#include "engine/build_id.h"
#include "engine/cache.h"
#include "engine/fingerprint.h"
#include "engine/parse.h"
#include "engine/rule_runner.h"
#include "engine/suppress.h"
#include "engine/waive.h"

namespace interlock {
namespace {

// Most lists come sorted, and looking costs less than sorting again.
void SortUnlessSorted(std::vector<std::string>& list) {
  if (!std::ranges::is_sorted(list)) std::ranges::sort(list);
}

void SortByPath(std::vector<InputText>& list) {
  if (std::ranges::is_sorted(list, {}, &InputText::path)) return;
  std::ranges::sort(list, {}, &InputText::path);
}

// `out` is sorted, and so is what comes of it.
void AddSorted(std::vector<std::string> more, std::vector<std::string>& out) {
  SortUnlessSorted(more);
  auto middle = static_cast<ptrdiff_t>(out.size());
  std::ranges::move(more, std::back_inserter(out));
  std::inplace_merge(out.begin(), out.begin() + middle, out.end());
}

// Git's word counts before that of the disk.
void TakeModes(Inputs& inputs, Project& project) {
  bool from_git = false;
  SortUnlessSorted(inputs.executable);
  SortUnlessSorted(inputs.plain);
  for (const InputFile& file : project.files) {
    from_git = from_git ||
               std::ranges::binary_search(inputs.executable, file.path()) ||
               std::ranges::binary_search(inputs.plain, file.path());
  }
  std::vector<std::string> executable, plain;
  for (const InputFile& file : project.files) {
    if (from_git) break;
    (file.executable ? executable : plain).push_back(file.path());
  }
  AddSorted(std::move(executable), inputs.executable);
  AddSorted(std::move(plain), inputs.plain);
  project.executable_paths = std::move(inputs.executable);
  project.plain_paths = std::move(inputs.plain);
}

// Takes the bytes over: sources sorted by path, one file of facts for each.
Project Adopt(Inputs inputs, const Config& config, const RunOptions& options,
              Report& report) {
  Project project;
  project.settings = config.project;
  project.today = options.today;
  project.asked = {!options.rules.empty(), options.only};
  std::ranges::sort(project.asked.paths);
  SortByPath(inputs.files);
  for (InputText& input : inputs.files) {
    auto source =
        std::make_unique<Source>(std::move(input.path), std::move(input.bytes));
    InputFile file;
    file.source = source.get();
    file.kind = KindOf(source->path(), source->text(), project.settings);
    file.executable = input.executable;
    project.paths.push_back(source->path());
    project.files.push_back(std::move(file));
    report.sources.push_back(std::move(source));
  }
  TakeModes(inputs, project);
  for (InputText& input : inputs.baselines) {
    report.sources.push_back(std::make_unique<Source>(std::move(input.path),
                                                      std::move(input.bytes)));
    InputFile file;
    file.source = report.sources.back().get();
    file.kind = FileKind::kSql;
    project.baselines.push_back(std::move(file));
  }
  project.merged.known = inputs.compared;
  project.merged.added = std::move(inputs.added);
  std::ranges::sort(project.merged.added);
  SortByPath(inputs.old);
  for (InputText& input : inputs.old) {
    report.sources.push_back(std::make_unique<Source>(std::move(input.path),
                                                      std::move(input.bytes)));
    project.merged.old.push_back(report.sources.back().get());
  }
  AddSorted(std::move(inputs.other_paths), project.paths);
  report.problems = std::move(inputs.problems);
  report.files_checked = static_cast<uint32_t>(project.files.size());
  return project;
}

void AddSettings(const ProjectSettings& settings, Hasher& hasher) {
  for (const NamedSize& size : settings.table_sizes) {
    hasher.AddField(fmt::format("{} {} {} {}", size.name, size.size.rows,
                                size.size.bytes, size.size.index_bytes));
  }
  for (const std::string& one : settings.session_settings) {
    hasher.AddField(one);
  }
}

// Whether findings count only where the run shows them. A waiver or a baseline
// counts those that it covers, shown or not.
bool PassesEarlierOver(const Config& config, const RunOptions& options) {
  return options.filter && options.baseline == nullptr &&
         config.waivers.empty();
}

// What each file's text hashes to.
std::vector<Digest> DigestsOf(const Project& project, unsigned threads) {
  std::vector<Digest> digests(project.files.size());
  ParallelFor(digests.size(), threads, [&](size_t i) {
    digests[i] = DigestOf(project.files[i].source->text());
  });
  return digests;
}

// Everything that the findings of one unit depend on.
std::string KeyOf(const Project& project, const std::vector<Digest>& digests,
                  const ActiveRules& rules, const Config& config,
                  const RunOptions& options, Unit unit) {
  Hasher hasher;
  if (PassesEarlierOver(config, options)) {
    for (const std::string& path : options.only) hasher.AddField(path);
  }
  hasher.AddField("asked for");
  hasher.AddField(BuildId());
  for (const RuleInfo* rule : rules.infos()) hasher.AddField(rule->id);
  hasher.AddField(config.source ? config.source->text() : "");
  const ProjectSettings& settings = project.settings;
  hasher.AddField(fmt::format(
      "{} {} {}", settings.pg_version, project.today.days(),
      settings.framework ? static_cast<int>(*settings.framework) : -1));
  AddSettings(settings, hasher);
  for (const InputFile& file : project.baselines) {
    hasher.AddField(file.path()).AddField(file.source->text());
  }
  hasher.AddField(project.merged.known ? "since" : "");
  for (const std::string& path : project.merged.added) hasher.AddField(path);
  for (const Source* old : project.merged.old) {
    hasher.AddField(old->path()).AddField(old->text());
  }
  for (const std::string& path : project.paths) hasher.AddField(path);
  hasher.AddField("modes");
  for (const std::string& path : project.executable_paths) {
    hasher.AddField(path);
  }
  hasher.AddField("plain");
  for (const std::string& path : project.plain_paths) hasher.AddField(path);
  for (size_t i = 0; i < project.files.size(); ++i) {
    const InputFile& file = project.files[i];
    if (!Feeds(file.kind, unit)) continue;
    hasher.AddField(file.path()).AddField(BytesOf(digests[i]));
    hasher.AddField(file.executable ? "x" : "");
    hasher.AddField(project.asked.Holds(file.path()) ? "asked" : "");
  }
  return hasher.Hex();
}

// What the cache's files of one repository are called, but for the ending.
std::string CacheName(const std::string& root) {
  return Hasher().AddField(root).Hex().substr(0, 24);
}

std::string CacheName(const std::string& root, Unit unit) {
  return CacheName(root) + (unit == Unit::kSql ? ".sql" : ".rest");
}

class Runner {
 public:
  Runner(const Config& config, const RunOptions& options, FileSystem& files,
         Report& report)
      : config_(config),
        options_(options),
        rules_(config, options),
        files_(files),
        cache_(files, options.cache_folder),
        report_(report),
        only_(options.only.begin(), options.only.end()) {}

  void Work(Inputs inputs) {
    project_ = Adopt(std::move(inputs), config_, options_, report_);
    // Of a file that is there twice, now and as it was, the first is now.
    for (const auto& source : report_.sources) {
      by_path_.emplace_hint(by_path_.end(), source->path(), source.get());
    }
    constexpr Unit kUnits[] = {Unit::kSql, Unit::kRest};
    std::optional<Findings> cached[2];
    std::string keys[2];
    bool use_cache = !options_.cache_folder.empty();
    if (use_cache) digests_ = DigestsOf(project_, options_.threads);
    for (int i = 0; use_cache && i < 2; ++i) {
      keys[i] = KeyOf(project_, digests_, rules_, config_, options_, kUnits[i]);
      cached[i] =
          cache_.Load(CacheName(options_.root, kUnits[i]), keys[i], by_path_);
    }
    Prepare(cached[0].has_value(), cached[1].has_value());
    for (int i = 0; i < 2; ++i) {
      if (!cached[i]) {
        cached[i] = RunRules(project_, rules_, kUnits[i], BeforeReview(),
                             options_.threads, ProgressOf("checking"));
        if (use_cache) {
          cache_.Store(CacheName(options_.root, kUnits[i]), keys[i],
                       *cached[i]);
        }
      }
      std::ranges::move(*cached[i], std::back_inserter(report_.findings));
    }
    Judge();
    Finish();
    if (options_.attic != nullptr) options_.attic->Take(std::move(project_));
  }

 private:
  using Findings = std::vector<Finding>;

  std::function<void(size_t, size_t)> ProgressOf(std::string_view phase) {
    if (!options_.progress) return nullptr;
    return [this, phase](size_t done, size_t total) {
      options_.progress(phase, done, total);
    };
  }

  // Parses what no cached result stands for.
  void Prepare(bool have_sql, bool have_rest) {
    std::vector<bool> wanted;
    for (const InputFile& file : project_.files) {
      wanted.push_back((!have_sql && Feeds(file.kind, Unit::kSql)) ||
                       (!have_rest && Feeds(file.kind, Unit::kRest)));
    }
    ParseCache cache = {
        files_,
        JoinPath(options_.cache_folder, CacheName(options_.root) + ".parsed"),
        digests_};
    Parse(project_, wanted, options_, digests_.empty() ? nullptr : &cache);
    BuildFacts(project_, options_.threads);
  }

  // The files of migrations before the first that is asked for, sorted.
  std::vector<const sql::SqlFile*> BeforeReview() const {
    std::vector<const sql::SqlFile*> files;
    if (!PassesEarlierOver(config_, options_)) return files;
    auto shown = [&](const sql::SqlFile* file) {
      return file != nullptr && Covers(file->source->path());
    };
    for (const auto& history : project_.histories) {
      // A finding about a migration may point at what undoes it.
      if (std::ranges::any_of(history->rollbacks, shown)) continue;
      for (const sql::Migration& migration : history->migrations) {
        if (shown(migration.up) || shown(migration.down)) break;
        if (migration.up != nullptr) files.push_back(migration.up);
        if (migration.down != nullptr) files.push_back(migration.down);
      }
    }
    std::ranges::sort(files, std::less<>());
    return files;
  }

  void Judge() {
    Findings& findings = report_.findings;
    Sort(findings);
    std::vector<std::vector<Suppression>> found(project_.files.size());
    ParallelFor(found.size(), options_.threads, [&](size_t i) {
      found[i] = FindSuppressions(project_.files[i]);
    });
    std::vector<Suppression> suppressions;
    for (std::vector<Suppression>& some : found) {
      std::ranges::move(some, std::back_inserter(suppressions));
    }
    ApplySuppressions(suppressions, rules_.infos(), findings);
    AdoptOwn(config_.source.get());
    ApplyWaivers(config_, options_.today, rules_.infos(), findings);
    SuppressOutdated();
    Sort(findings);
    bool wanted = options_.fingerprints == Fingerprints::kSet;
    if (wanted || options_.baseline != nullptr) SetFingerprints(findings);
    if (options_.baseline == nullptr) return;
    AdoptOwn(options_.baseline->source.get());
    size_t before = findings.size();
    ApplyBaseline(*options_.baseline, options_.today, rules_.infos(), findings);
    if (findings.size() > before) {
      Sort(findings);
      SetFingerprints(findings);
    }
  }

  // Looking first is cheaper than sorting what is sorted.
  // Findings are large: places are sorted in their stead.
  static void Sort(Findings& findings) {
    if (std::ranges::is_sorted(findings, ReportsBefore)) return;
    std::vector<Finding*> order;
    order.reserve(findings.size());
    for (Finding& finding : findings) order.push_back(&finding);
    std::ranges::sort(order, [](const Finding* a, const Finding* b) {
      return ReportsBefore(*a, *b);
    });
    Findings sorted;
    sorted.reserve(findings.size());
    for (Finding* finding : order) sorted.push_back(std::move(*finding));
    findings = std::move(sorted);
  }

  // What is under review, or asked for by name, is never too old.
  void SuppressOutdated() {
    if (!options_.rules.empty()) return;
    for (Finding& finding : report_.findings) {
      if (!finding.outdated || !finding.live()) continue;
      if (options_.filter && only_.contains(finding.source->path())) continue;
      finding.suppressed_by = SuppressedBy::kAge;
      finding.suppressed_why =
          "no reviewer can change any more what it is about";
    }
  }

  // Findings about the config or the baseline point into a copy of it that
  // the report owns.
  void AdoptOwn(const Source* own) { own_.push_back(own); }

  void Finish() {
    Rebind();
    Findings& findings = report_.findings;
    if (options_.filter) {
      std::erase_if(findings, [&](const Finding& one) { return !Wanted(one); });
    }
    report_.rules = rules_.infos();
    size_t next = 0;
    for (const InputFile& file : project_.files) {
      while (next < findings.size() &&
             findings[next].source->path() < file.path()) {
        ++next;
      }
      bool found = next < findings.size() &&
                   findings[next].source->path() == file.path();
      if (!found && Covers(file.path())) {
        report_.clean_paths.push_back(file.path());
      }
    }
  }

  void Rebind() {
    for (const Source* own : own_) {
      if (own == nullptr) continue;
      const Source* copy = nullptr;
      for (Finding& finding : report_.findings) {
        if (finding.source != own) continue;
        if (copy == nullptr) copy = CopyOf(*own);
        finding.source = copy;
      }
    }
  }

  const Source* CopyOf(const Source& own) {
    auto at = by_path_.find(own.path());
    if (at != by_path_.end() && at->second->text() == own.text()) {
      return at->second;
    }
    report_.sources.push_back(
        std::make_unique<Source>(own.path(), std::string(own.text())));
    return report_.sources.back().get();
  }

  bool Covers(const std::string& path) const {
    if (!options_.filter) return true;
    // A baseline outside the root has an absolute path: "/" ends that one.
    for (std::string_view above = path; !above.empty() && above != "/";
         above = DirName(above)) {
      if (only_.contains(above)) return true;
    }
    return false;
  }

  // A finding is wanted where it stands and where its cause stands.
  bool Wanted(const Finding& finding) const {
    if (Covers(finding.source->path())) return true;
    return std::ranges::any_of(finding.related, [&](const Related& related) {
      return Covers(related.source->path());
    });
  }

  const Config& config_;
  const RunOptions& options_;
  ActiveRules rules_;
  FileSystem& files_;
  Cache cache_;
  Report& report_;
  const std::set<std::string, std::less<>> only_;
  Project project_;
  std::vector<Digest> digests_;  // of its files, when there is a cache
  std::map<std::string_view, const Source*> by_path_;
  std::vector<const Source*> own_;
};

}  // namespace

Report Run(Inputs inputs, const Config& config, const RunOptions& options,
           FileSystem& files) {
  Report report;
  Runner(config, options, files, report).Work(std::move(inputs));
  return report;
}

Project Analyze(Inputs inputs, const Config& config, const RunOptions& options,
                Report& report) {
  Project project = Adopt(std::move(inputs), config, options, report);
  Parse(project, std::vector<bool>(project.files.size(), true), options);
  BuildFacts(project, options.threads);
  return project;
}

}  // namespace interlock
