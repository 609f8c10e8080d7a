// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/framework.h"

#include <algorithm>
#include <array>
#include <map>

#include "analyzers/sql/folders.h"
#include "analyzers/sql/markers.h"
#include "core/text.h"
#include "core/thread_pool.h"
#include "parsers/sql/frameworks.h"

namespace interlock::sql {
namespace {

size_t LeadingDigits(std::string_view text) {
  size_t count = 0;
  while (count < text.size() && IsDigit(text[count])) ++count;
  return count;
}

// "V2__x.sql", "U2__x.sql", "R__x.sql", "B2__x.sql".
bool IsFlywayName(std::string_view name) {
  size_t cut = name.find("__");
  if (cut == name.npos || name.empty()) return false;
  std::string_view version = name.substr(1, cut - 1);
  if (name[0] == 'R') return version.empty();
  bool versioned = name[0] == 'V' || name[0] == 'U' || name[0] == 'B';
  return versioned && LeadingDigits(version) > 0;
}

// Closer of the two project files: a Rust service or a Go one.
bool IsRust(const Markers& markers, std::string_view folder) {
  auto cargo = markers.Above(folder, Marker::kCargo);
  auto module = markers.Above(folder, Marker::kGoModule);
  if (!cargo) return false;
  return !module || cargo->size() >= module->size();
}

// A Hasura project holds config.yaml and a folder of metadata at its root.
bool IsHasura(const Markers& markers, std::span<const std::string> paths,
              std::string_view folder) {
  auto root = markers.Above(folder, Marker::kHasura);
  if (!root) return false;
  std::string metadata = JoinPath(*root, "metadata/");
  auto at = std::ranges::lower_bound(paths, metadata);
  return at != paths.end() && at->starts_with(metadata);
}

// "20200101_users.postgres.up.sql", "20200101_users.up.fizz": only Pop has
// names for one database each, and a language of its own.
bool IsPopName(std::string_view name) {
  if (LeadingDigits(name) == 0) return false;
  if (name.ends_with(".fizz")) return true;
  for (std::string_view ending : {".up.sql", ".down.sql"}) {
    if (!name.ends_with(ending)) continue;
    name.remove_suffix(ending.size());
    constexpr std::string_view kAuto = ".autocommit";
    if (name.ends_with(kAuto)) return true;
    size_t dot = name.rfind('.');
    if (dot == name.npos) return false;
    std::string_view word = name.substr(dot + 1);
    return word == "postgres" || word == "postgresql" || IsDialectName(word);
  }
  return false;
}

// Folders of migrations that Pop runs, sorted.
std::vector<std::string_view> PopFolders(std::span<const std::string> paths) {
  std::vector<std::string_view> folders;
  for (const std::string& path : paths) {
    if (!IsPopName(BaseName(path))) continue;
    if (folders.empty() || folders.back() != DirName(path)) {
      folders.push_back(DirName(path));
    }
  }
  std::ranges::sort(folders);
  return folders;
}

// A comment that only node-pg-migrate reads, in a project of Node's, in a file
// that is not one of a pair.
bool IsNodePgMigrate(const SqlText& file, const Markers& markers) {
  if (file.path.ends_with(".up.sql") || file.path.ends_with(".down.sql")) {
    return false;
  }
  return markers.Above(DirName(file.path), Marker::kNodePackage).has_value() &&
         GuessFramework(file.text).framework == Framework::kNodePgMigrate;
}

bool IsSqitchFolder(const Markers& markers, std::string_view folder) {
  std::string_view name = BaseName(folder);
  if (name != "deploy" && name != "revert" && name != "verify") return false;
  return markers.Has(DirName(folder), Marker::kSqitch);
}

// Tools that put each migration into a folder of its own.
std::optional<Framework> ByOwnFolder(std::string_view path,
                                     const Markers& markers,
                                     std::span<const std::string> paths) {
  std::string_view folder = DirName(path);
  std::string_view name = BaseName(path);
  if (name == "migration.sql") {
    std::string_view parent = DirName(folder);
    if (markers.Has(parent, Marker::kPrismaLock) ||
        parent.ends_with("prisma/migrations")) {
      return Framework::kPrisma;
    }
  }
  if ((name == "down.sql" || name == "rollback.sql") &&
      markers.Has(folder, Marker::kPrisma)) {
    return Framework::kPrisma;
  }
  if (name != "up.sql" && name != "down.sql") return std::nullopt;
  bool rust = IsRust(markers, folder) || markers.Above(folder, Marker::kDiesel);
  return !rust && IsHasura(markers, paths, folder) ? Framework::kHasura
                                                   : Framework::kDiesel;
}

std::optional<Framework> ByNeighbours(std::string_view path,
                                      const Markers& markers,
                                      std::span<const std::string> paths) {
  if (auto own = ByOwnFolder(path, markers, paths)) return own;
  std::string_view folder = DirName(path);
  std::string_view name = BaseName(path);
  for (std::string_view at = folder; !at.empty(); at = DirName(at)) {
    if (IsSqitchFolder(markers, at)) return Framework::kSqitch;
  }
  if (markers.Has(folder, Marker::kAtlas)) return Framework::kAtlas;
  if (markers.Has(folder, Marker::kDrizzleJournal)) {
    return Framework::kDrizzle;
  }
  if (folder == "supabase/migrations" ||
      folder.ends_with("/supabase/migrations")) {
    return Framework::kSupabase;
  }
  if (name == "structure.sql" && BaseName(folder) == "db") {
    return Framework::kRails;
  }
  bool rust = IsRust(markers, folder);
  if (IsFlywayName(name)) {
    bool refinery = rust && name[0] != 'R' && name[0] != 'B';
    return refinery ? Framework::kRefinery : Framework::kFlyway;
  }
  if (LeadingDigits(name) == 0) return std::nullopt;
  bool paired = name.ends_with(".up.sql") || name.ends_with(".down.sql");
  if (paired) return rust ? Framework::kSqlx : Framework::kGolangMigrate;
  if (rust && BaseName(folder) == "migrations") return Framework::kSqlx;
  return std::nullopt;
}

// What the files of one folder say. A folder has one runner: a marker in one
// file speaks for its neighbours.
class Neighbours {
 public:
  void Add(Framework framework) { ++counts_[static_cast<size_t>(framework)]; }
  bool Has(Framework framework) const {
    return counts_[static_cast<size_t>(framework)] > 0;
  }
  std::optional<Framework> Most() const {
    auto most = std::ranges::max_element(counts_);
    if (*most == 0) return std::nullopt;
    return static_cast<Framework>(most - counts_.begin());
  }

 private:
  std::array<int, kFrameworkCount> counts_{};
};

// Of each file, those beside it; files of one folder come in a row.
std::vector<const Neighbours*> CountByFolder(
    std::span<const SqlText> files,
    const std::vector<std::optional<Framework>>& by_text,
    std::map<std::string_view, Neighbours>& by_folder) {
  std::vector<const Neighbours*> beside;
  beside.reserve(files.size());
  auto last = by_folder.end();
  for (size_t i = 0; i < files.size(); ++i) {
    std::string_view folder = DirName(files[i].path);
    if (last == by_folder.end() || last->first != folder) {
      last = by_folder.try_emplace(folder).first;
    }
    if (by_text[i]) last->second.Add(*by_text[i]);
    beside.push_back(&last->second);
  }
  return beside;
}

// By the number that each begins with.
int CompareNumbers(std::string_view a, std::string_view b) {
  auto number = [](std::string_view text) {
    text = text.substr(0, LeadingDigits(text));
    return text.substr(std::min(text.find_first_not_of('0'), text.size()));
  };
  std::string_view m = number(a);
  std::string_view n = number(b);
  if (m.size() != n.size()) return m.size() < n.size() ? -1 : 1;
  return m.compare(n);
}

// "2.10" and "2_10" are the parts 2 and 10.
int CompareParts(std::string_view a, std::string_view b) {
  auto rest = [](std::string_view text) {
    return text.substr(std::min(LeadingDigits(text) + 1, text.size()));
  };
  while (!a.empty() || !b.empty()) {
    if (int order = CompareNumbers(a, b); order != 0) return order;
    a = rest(a);
    b = rest(b);
  }
  return 0;
}

}  // namespace

std::optional<Framework> FrameworkByText(std::string_view text) {
  FrameworkGuess guess = GuessFramework(text);
  if (guess.surety != Surety::kProof) return std::nullopt;
  return guess.framework;
}

bool IsOtherDialect(std::string_view path) {
  return Folders().Of(DirName(path)).dialect ||
         NamesOtherDialect(BaseName(path));
}

std::vector<Framework> FrameworksOf(std::span<const SqlText> files,
                                    std::span<const std::string> paths,
                                    std::optional<Framework> forced,
                                    unsigned threads) {
  std::vector<Framework> result(files.size(), Framework::kPlain);
  if (forced) {
    std::ranges::fill(result, *forced);
    return result;
  }
  std::vector<std::optional<Framework>> by_text(files.size());
  ParallelFor(files.size(), threads,
              [&](size_t i) { by_text[i] = FrameworkByText(files[i].text); });
  std::map<std::string_view, Neighbours> by_folder;
  std::vector<const Neighbours*> beside =
      CountByFolder(files, by_text, by_folder);
  for (std::string_view folder : PopFolders(paths)) {
    auto at = by_folder.find(folder);
    if (at != by_folder.end()) at->second.Add(Framework::kPop);
  }
  Markers markers(paths);
  for (size_t i = 0; i < files.size(); ++i) {
    const Neighbours& neighbours = *beside[i];
    if (by_text[i]) {
      result[i] = *by_text[i];
    } else if (neighbours.Has(Framework::kPop)) {
      result[i] = Framework::kPop;
    } else if (auto near = ByNeighbours(files[i].path, markers, paths)) {
      result[i] = *near;
    } else if (auto most = neighbours.Most()) {
      result[i] = *most;
    } else if (IsNodePgMigrate(files[i], markers)) {
      result[i] = Framework::kNodePgMigrate;
    }
  }
  return result;
}

bool RunsBefore(Framework framework, std::string_view a, std::string_view b) {
  // Folders of a history that has some come first: "9/02_x", "10/01_y".
  size_t x_cut = a.find('/');
  size_t y_cut = b.find('/');
  if (x_cut != a.npos && y_cut != b.npos) {
    std::string_view x = a.substr(0, x_cut);
    std::string_view y = b.substr(0, y_cut);
    if (x != y) return RunsBefore(framework, x, y);
    return RunsBefore(framework, a.substr(x_cut + 1), b.substr(y_cut + 1));
  }
  switch (framework) {
    case Framework::kGoose:
    case Framework::kGolangMigrate:
    case Framework::kSqlx:
    case Framework::kSqlMigrate:
    case Framework::kPop:
    case Framework::kTern:
    case Framework::kMyBatis:
    case Framework::kNodePgMigrate:
    case Framework::kGraphileMigrate:
    case Framework::kPlain:
      if (int order = CompareNumbers(a, b); order != 0) return order < 0;
      return a < b;
    case Framework::kRefinery:
    case Framework::kFlyway:
      if (int order = CompareParts(a, b); order != 0) return order < 0;
      return a < b;
    default:
      return a < b;
  }
}

}  // namespace interlock::sql
