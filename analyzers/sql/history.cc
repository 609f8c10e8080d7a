// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/history.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "analyzers/sql/baseline.h"
#include "analyzers/sql/catalog_builder.h"
#include "analyzers/sql/transactions.h"
#include "core/text.h"

namespace interlock::sql {
namespace {

// What one folder and framework hold.
struct Group {
  std::vector<size_t> ups;
  std::vector<size_t> repeatables;
  std::map<std::string_view, size_t> downs;  // by key
  std::vector<size_t> rollbacks;
};

using Groups = std::map<std::pair<std::string_view, Framework>, Group>;

// Endings of migrations that run code instead of SQL.
constexpr std::string_view kCodeEndings[] = {
    ".go", ".py", ".rb",  ".js", ".ts",   ".java",
    ".kt", ".rs", ".php", ".cs", ".fizz",
};

// Ops of baselines that all histories together replay; those beyond begin on
// what is not known.
constexpr size_t kMaxBaselineOps = 20'000'000;

bool StartsWithDigitOrV(std::string_view name) {
  return !name.empty() &&
         (IsDigit(name[0]) ||
          (name[0] == 'V' && name.size() > 1 && IsDigit(name[1])));
}

class Builder {
 public:
  Builder(std::span<const HistoryInput> inputs,
          std::span<const std::string> paths, const ProjectSettings& settings,
          const TextOf& text_of, std::span<const SqlFile* const> baselines)
      : inputs_(inputs),
        paths_(paths),
        settings_(settings),
        text_of_(text_of),
        baselines_(baselines) {
    for (const SqlFile* file : baselines) baseline_ops_ += file->ops.size();
    for (const HistoryInput& input : inputs) {
      texts_.push_back(
          {input.path, input.file->source->text(), input.file->framework});
    }
    places_ = PlaceFiles(texts_, paths, settings.framework,
                         settings.rollback_paths, text_of);
  }

  std::vector<std::unique_ptr<History>> Build() {
    Collect();
    std::vector<std::unique_ptr<History>> histories;
    for (auto& [key, group] : groups_) {
      if (group.ups.empty() && group.repeatables.empty()) {
        strays_.insert(strays_.end(), group.rollbacks.begin(),
                       group.rollbacks.end());
        continue;
      }
      if (key.second == Framework::kPlain && !IsNumbered(group)) {
        for (size_t up : group.ups) histories.push_back(Lone(group, up));
        strays_.insert(strays_.end(), group.rollbacks.begin(),
                       group.rollbacks.end());
      } else {
        histories.push_back(Ordered(key, group));
      }
    }
    GiveStrays(histories);
    size_t room = kMaxBaselineOps;
    for (auto& history : histories) Fold(*history, room);
    if (!histories.empty()) IndexFiles(histories);
    return histories;
  }

 private:
  bool IsWanted(size_t i) const {
    const auto& globs = settings_.migration_paths;
    if (globs.empty() || places_[i].role == Role::kRollback) return true;
    return std::ranges::any_of(globs, [&](const auto& glob) {
      return GlobMatch(glob, inputs_[i].path);
    });
  }

  void Collect() {
    for (size_t i = 0; i < inputs_.size(); ++i) {
      const FilePlace& place = places_[i];
      if (!IsWanted(i) || inputs_[i].dialect == Dialect::kOther) continue;
      Group& group = groups_[{place.folder, place.framework}];
      switch (place.role) {
        case Role::kUp:
          group.ups.push_back(i);
          break;
        case Role::kRepeatable:
          group.repeatables.push_back(i);
          break;
        case Role::kDown:
          group.downs.emplace(place.key, i);
          break;
        case Role::kRollback:
          group.rollbacks.push_back(i);
          break;
        case Role::kOther:
        case Role::kForeign:
          break;
      }
    }
  }

  // A plain folder is a history when its files are numbered, or when it is
  // named after migrations; otherwise its files stand alone.
  bool IsNumbered(const Group& group) const {
    size_t numbered = 0;
    for (size_t up : group.ups) {
      numbered += StartsWithDigitOrV(BaseName(inputs_[up].path));
    }
    std::string folder = AsciiLower(places_[group.ups.front()].folder);
    if (folder.find("migrat") != folder.npos) return numbered > 0;
    return numbered == group.ups.size() && numbered > 1;
  }

  std::unique_ptr<History> New(Framework framework, std::string folder) {
    auto history = std::make_unique<History>();
    history->framework = framework;
    history->folder = std::move(folder);
    history->settings = settings_;
    return history;
  }

  std::unique_ptr<History> Lone(const Group& group, size_t up) {
    auto history = New(Framework::kPlain, places_[up].folder);
    history->lone = true;
    AddMigration(*history, group, up);
    return history;
  }

  std::unique_ptr<History> Ordered(
      const std::pair<std::string_view, Framework>& key, Group& group) {
    auto history = New(key.second, std::string(key.first));
    Sort(group, *history);
    for (size_t up : group.ups) AddMigration(*history, group, up);
    for (size_t up : group.repeatables) AddMigration(*history, group, up);
    AddUnread(*history);
    for (size_t i : group.rollbacks) {
      history->rollbacks.push_back(inputs_[i].file);
    }
    return history;
  }

  void Sort(Group& group, const History& history) {
    Framework framework = history.framework;
    auto before = [&](size_t a, size_t b) {
      const std::string& x = places_[a].version;
      const std::string& y = places_[b].version;
      if (x != y) return RunsBefore(framework, x, y);
      return inputs_[a].path < inputs_[b].path;
    };
    std::ranges::sort(group.ups, before);
    std::ranges::sort(group.repeatables, before);
    if (framework == Framework::kSqitch) SortByPlan(group, history.folder);
    if (framework == Framework::kDrizzle) SortByJournal(group, history.folder);
  }

  // Drizzle runs what its journal lists, in that order: "tag": "0001_name".
  void SortByJournal(Group& group, const std::string& folder) {
    if (text_of_ == nullptr) return;
    constexpr std::string_view kKey = "\"tag\"";
    std::string_view text = text_of_(JoinPath(folder, "meta/_journal.json"));
    std::map<std::string_view, size_t> order;
    for (size_t at = text.find(kKey); at != text.npos;
         at = text.find(kKey, at + 1)) {
      size_t begin = text.find('"', at + kKey.size());
      if (begin == text.npos) break;
      size_t end = text.find('"', begin + 1);
      if (end == text.npos) break;
      order.emplace(text.substr(begin + 1, end - begin - 1), order.size());
      at = end;
    }
    SortByRank(group, order);
  }

  // What is not listed comes last.
  void SortByRank(Group& group,
                  const std::map<std::string_view, size_t>& order) {
    auto rank = [&](size_t i) {
      auto at = order.find(places_[i].key);
      return at == order.end() ? order.size() : at->second;
    };
    std::ranges::stable_sort(
        group.ups, [&](size_t a, size_t b) { return rank(a) < rank(b); });
  }

  // sqitch.plan lists changes in order, one a line: "name [deps] date ...".
  void SortByPlan(Group& group, const std::string& folder) {
    if (text_of_ == nullptr) return;
    std::string_view plan = text_of_(JoinPath(folder, "sqitch.plan"));
    std::map<std::string_view, size_t> order;
    for (std::string_view line : Split(plan, '\n')) {
      line = Trim(line);
      if (line.empty() || line[0] == '%' || line[0] == '#' || line[0] == '@') {
        continue;
      }
      std::string_view name = line.substr(0, line.find_first_of(" \t"));
      order.emplace(name, order.size());
    }
    SortByRank(group, order);
  }

  void AddMigration(History& history, const Group& group, size_t i) {
    Migration migration;
    migration.path = inputs_[i].path;
    migration.version = places_[i].version;
    migration.up = inputs_[i].file;
    migration.mode = ModeBeside(i);
    auto down = group.downs.find(places_[i].key);
    if (down != group.downs.end()) {
      migration.down = inputs_[down->second].file;
    } else if (inputs_[i].file->has_down_section) {
      migration.down = inputs_[i].file;
    }
    history.has_downs |= migration.down != nullptr;
    history.migrations.push_back(migration);
  }

  TransactionMode ModeBeside(size_t i) const {
    bool pop = places_[i].framework == Framework::kPop;
    if (pop && inputs_[i].path.find(".autocommit.") != std::string_view::npos) {
      return TransactionMode::kNone;
    }
    if (text_of_ == nullptr) return TransactionMode::kDefault;
    std::string_view path = inputs_[i].path;
    std::string_view text;
    std::string_view key;
    if (places_[i].framework == Framework::kDiesel) {
      text = text_of_(JoinPath(DirName(path), "metadata.toml"));
      key = "run_in_transaction";
    } else if (places_[i].framework == Framework::kFlyway) {
      text = text_of_(std::string(path) + ".conf");
      key = "executeInTransaction";
    }
    for (std::string_view line : Split(text, '\n')) {
      line = Trim(line);
      if (!line.starts_with(key) || key.empty()) continue;
      size_t cut = line.find('=');
      if (cut != line.npos && Trim(line.substr(cut + 1)) == "false") {
        return TransactionMode::kNone;
      }
    }
    return TransactionMode::kDefault;
  }

  // Steps written in code stand in the order too, unread.
  void AddUnread(History& history) {
    Framework framework = history.framework;
    if (framework == Framework::kPrisma || framework == Framework::kDiesel ||
        framework == Framework::kHasura || framework == Framework::kSqitch) {
      return;
    }
    std::string prefix = history.folder.empty() ? "" : history.folder + "/";
    bool added = false;
    for (auto at = std::ranges::lower_bound(paths_, prefix);
         at != paths_.end() && at->starts_with(prefix); ++at) {
      std::string_view name = std::string_view(*at).substr(prefix.size());
      if (name.find('/') != name.npos || !StartsWithDigitOrV(name)) continue;
      if (std::ranges::find(kCodeEndings, Extension(name)) ==
              std::end(kCodeEndings) ||
          name.find("_test.") != name.npos ||
          name.find(".down.") != name.npos) {
        continue;
      }
      Migration migration;
      migration.path = *at;
      migration.version = name;
      history.migrations.push_back(migration);
      added = true;
    }
    if (!added) return;
    std::ranges::stable_sort(
        history.migrations, [&](const Migration& a, const Migration& b) {
          return a.version != b.version &&
                 RunsBefore(framework, a.version, b.version);
        });
  }

  // docs/migrations/rollback.sql undoes the release of the nearest history:
  // the one that shares most of its path, else every one.
  void GiveStrays(std::vector<std::unique_ptr<History>>& histories) {
    for (size_t stray : strays_) {
      std::string_view folder = places_[stray].folder;
      size_t best = 0;
      auto shared = [&](const History& history) {
        size_t same = 0;
        while (same < folder.size() && same < history.folder.size() &&
               folder[same] == history.folder[same]) {
          ++same;
        }
        return same;
      };
      for (auto& history : histories) best = std::max(best, shared(*history));
      for (auto& history : histories) {
        if (shared(*history) == best) {
          history->rollbacks.push_back(inputs_[stray].file);
        }
      }
    }
  }

  // A file that goes both ways stands where it goes up.
  static void IndexFiles(std::vector<std::unique_ptr<History>>& histories) {
    auto& all = histories.front()->standings;
    for (const auto& history : histories) {
      for (const Migration& migration : history->migrations) {
        if (migration.up != nullptr) {
          all.push_back({migration.up, {history.get(), &migration, false}});
        }
        if (migration.down != nullptr && migration.down != migration.up) {
          all.push_back({migration.down, {history.get(), &migration, true}});
        }
      }
      for (const SqlFile* rollback : history->rollbacks) {
        all.push_back({rollback, {history.get(), nullptr, true}});
      }
    }
    std::ranges::stable_sort(all, std::less<>(),
                             [](const auto& one) { return one.first; });
  }

  // What stood before a file that stands alone is all that there was.
  Time FoldBaseline(const History& history, CatalogBuilder& fold) {
    if (history.lone) return ReplayBaseline(baselines_, nullptr, 1, fold);
    std::vector<const SqlFile*> ups;
    for (const Migration& migration : history.migrations) {
      ups.push_back(migration.up);
    }
    BaselineFilter filter(ups);
    return ReplayBaseline(baselines_, &filter, 1, fold);
  }

  // A BEGIN that nothing ends, by whoever runs the file.
  void LoseOpen(const History& history, const Migration& migration,
                CatalogBuilder& fold) {
    const SqlFile& file = *migration.up;
    uint32_t open = fold.open_from();
    if (open >= file.statements.size()) return;
    uint32_t unit = file.statements[open].unit;
    TransactionMode mode = unit < file.units.size() ? file.units[unit].mode
                                                    : TransactionMode::kDefault;
    if (mode == TransactionMode::kDefault) mode = migration.mode;
    // The runner's own COMMIT ends it; a COMMIT may be what was not read.
    bool wrapped = WrappingOf(history.framework, mode) == Wrapping::kWrapped;
    if (wrapped || !file.errors.empty()) return;
    // psql and Prisma run files in a session that then ends. golang-migrate
    // and others go on with the same connection.
    bool ends = history.framework == Framework::kPlain ||
                history.framework == Framework::kSqitch ||
                history.framework == Framework::kPrisma;
    fold.LoseOpen(ends ? OpenEnd::kRolledBack : OpenEnd::kUnknown,
                  migration.TimeOf(static_cast<uint32_t>(file.ops.size()) - 1));
  }

  // Schemas that a migration makes were not there before it.
  static void ForetellSchemas(const History& history, CatalogBuilder& fold) {
    for (const Migration& migration : history.migrations) {
      const SqlFile* up = migration.up;
      if (up == nullptr) continue;
      up->EachOp<CreateSchema>([&](const CreateSchema& create) {
        if (create.condition != Condition::kAlways) return;
        if (!create.if_not_exists) fold.Foretell(create.schema.text);
      });
    }
  }

  // Each history replays the baseline anew; `room` bounds what that costs.
  void Fold(History& history, size_t& room) {
    bool known = !baselines_.empty() && baseline_ops_ <= room;
    bool empty = settings_.history_starts_empty && (!history.lone || known);
    CatalogBuilder fold(history.catalog,
                        empty ? Beginning::kEmpty : Beginning::kPopulated,
                        settings_.pg_version);
    ForetellSchemas(history, fold);
    Time time = 1;
    if (known) {
      room -= baseline_ops_;
      time = FoldBaseline(history, fold);
    }
    for (Migration& migration : history.migrations) {
      migration.first = time;
      if (migration.up == nullptr) {
        fold.ApplyUnseen(time++);
        continue;
      }
      const SqlFile& file = *migration.up;
      fold.BeginFile(file, time);
      for (const Statement& statement : file.statements) {
        if (statement.section == Section::kDown) continue;
        for (uint32_t i = 0; i < statement.op_count; ++i) {
          uint32_t at = statement.first_op + i;
          fold.Apply(*file.ops[at], time + at);
        }
      }
      LoseOpen(history, migration, fold);
      time += static_cast<Time>(file.ops.size());
    }
    fold.Finish(time);
  }

  std::span<const HistoryInput> inputs_;
  std::span<const std::string> paths_;
  const ProjectSettings& settings_;
  const TextOf& text_of_;
  std::span<const SqlFile* const> baselines_;
  size_t baseline_ops_ = 0;
  std::vector<SqlText> texts_;
  std::vector<FilePlace> places_;
  Groups groups_;
  std::vector<size_t> strays_;  // rollback scripts of folders without a history
};

}  // namespace

const Migration* History::Newest() const {
  for (size_t i = migrations.size(); i-- > 0;) {
    if (migrations[i].up != nullptr) return &migrations[i];
  }
  return nullptr;
}

const Migration* History::MigrationAt(Time time) const {
  if (time == kBeforeAll) return nullptr;
  auto at = std::ranges::upper_bound(migrations, time, {}, &Migration::first);
  return at == migrations.begin() ? nullptr : &*(at - 1);
}

const Op* History::OpAt(Time time) const {
  const Migration* migration = MigrationAt(time);
  if (migration == nullptr || migration->up == nullptr) return nullptr;
  size_t op = time - migration->first;
  return op < migration->up->ops.size() ? migration->up->ops[op] : nullptr;
}

std::vector<std::unique_ptr<History>> BuildHistories(
    std::span<const HistoryInput> inputs, std::span<const std::string> paths,
    const ProjectSettings& settings, const TextOf& text_of,
    std::span<const SqlFile* const> baselines) {
  return Builder(inputs, paths, settings, text_of, baselines).Build();
}

Standing Locate(std::span<const std::unique_ptr<History>> histories,
                const SqlFile& file) {
  if (histories.empty()) return {};
  const auto& standings = histories.front()->standings;
  auto at = std::ranges::lower_bound(standings, &file, std::less<>(),
                                     [](const auto& one) { return one.first; });
  bool found = at != standings.end() && at->first == &file;
  return found ? at->second : Standing();
}

}  // namespace interlock::sql
