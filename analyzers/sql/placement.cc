// SPDX-License-Identifier: Apache-2.0
// What each SQL file is to its history, by its path.
#include <algorithm>
#include <map>
#include <set>

#include "analyzers/sql/folders.h"
#include "analyzers/sql/framework.h"
#include "analyzers/sql/variants.h"
#include "core/text.h"

namespace interlock::sql {
namespace {

constexpr std::string_view kDownFolders[] = {"down",     "downs",     "revert",
                                             "rollback", "rollbacks", "undo"};
constexpr std::string_view kUpFolders[] = {"up", "ups", "deploy"};

template <size_t kSize>
bool Contains(const std::string_view (&list)[kSize], std::string_view word) {
  return std::ranges::find(list, word) != std::end(list);
}

std::string_view WithoutSql(std::string_view name) {
  return name.ends_with(".sql") ? name.substr(0, name.size() - 4) : name;
}

// Takes one of the endings off; true when there was one.
bool Strip(std::string_view& name,
           std::initializer_list<std::string_view> endings) {
  for (std::string_view ending : endings) {
    if (name.size() > ending.size() && name.ends_with(ending)) {
      name.remove_suffix(ending.size());
      return true;
    }
  }
  return false;
}

// Diesel's version ends at the first underscore and knows no dashes:
// "2017-09-23-182408_x" runs after "20170804200817_y".
std::string DieselVersion(std::string_view folder) {
  std::string version(folder.substr(0, folder.find('_')));
  std::erase(version, '-');
  return version;
}

// "20200101_users.postgres.autocommit.up": the key is "20200101_users"; where
// there is one for PostgreSQL, the one for any database does not run.
void PlacePop(FilePlace& place, const Variants& variants) {
  std::string_view name = place.key;
  Strip(name, {".autocommit"});
  bool own = Strip(name, {".postgres", ".postgresql"});
  std::string key(name);
  bool down = place.role == Role::kDown;
  if (!own &&
      variants.Has(JoinPath(place.folder, key), Variants::Word::kPostgres,
                   down ? Variants::Ending::kDown : Variants::Ending::kUp)) {
    place.role = Role::kOther;
  }
  place.version = key;
  place.key = std::move(key);
}

void PlaceFlyway(FilePlace& place, std::string_view name) {
  size_t cut = name.find("__");
  std::string_view version = name.substr(1, std::max<size_t>(cut, 1) - 1);
  if (cut == name.npos) {
    place.role = Role::kOther;
    return;
  }
  if (name[0] == 'R') {
    place.role = Role::kRepeatable;
    place.version = name.substr(cut + 2);
  } else {
    bool undo = name[0] == 'U' && place.framework == Framework::kFlyway;
    place.role = undo ? Role::kDown : Role::kUp;
    place.version = version;
    place.key = version;
  }
}

void PlaceSqitch(FilePlace& place, std::string_view path) {
  // The part after <root>/deploy/ is the change's name.
  std::string_view at = DirName(path);
  while (!at.empty()) {
    std::string_view part = BaseName(at);
    if (part == "deploy" || part == "revert" || part == "verify") {
      place.folder = DirName(at);
      place.key = WithoutSql(path.substr(at.size() + 1));
      place.role = part == "deploy"   ? Role::kUp
                   : part == "revert" ? Role::kDown
                                      : Role::kOther;
      place.version = place.key;
      return;
    }
    at = DirName(at);
  }
  place.role = Role::kOther;
}

void PlaceNumbered(FilePlace& place, std::string_view path) {
  std::string_view name = WithoutSql(BaseName(path));
  std::string_view folder = DirName(path);
  bool down =
      Strip(name, {".down", "_down", ".rollback", "_rollback", "-rollback",
                   ".undo", "_undo", ".revert", "_revert"});
  bool up = !down && Strip(name, {".up", "_up"});
  std::string_view last = BaseName(folder);
  if (Contains(kDownFolders, last)) {
    down = true;
    folder = DirName(folder);
  } else if (!down && !up && Contains(kUpFolders, last)) {
    folder = DirName(folder);
  }
  place.folder = folder;
  place.key = name;
  place.version = name;
  place.role = down ? Role::kDown : Role::kUp;
}

bool IsRollbackName(std::string_view name) {
  return name == "rollback.sql" || name == "rollbacks.sql" ||
         name == "rollback-all.sql" || name == "rollback_all.sql";
}

// Queries of a program, as sqlc marks them: "-- name: GetOrder :one".
bool HoldsQueries(std::string_view text) {
  constexpr std::string_view kMark = "-- name: ";
  for (size_t at = text.find(kMark); at != text.npos;
       at = text.find(kMark, at + 1)) {
    if (at > 0 && text[at - 1] != '\n') continue;
    std::string_view line = text.substr(at, text.find('\n', at) - at);
    size_t colon = line.find(" :", kMark.size());
    if (colon == line.npos) continue;
    std::string_view command = Trim(line.substr(colon + 2));
    if (command == "one" || command == "many" || command == "copyfrom" ||
        command.starts_with("exec") || command.starts_with("batch")) {
      return true;
    }
  }
  return false;
}

void PlacePlain(FilePlace& place, std::string_view path, std::string_view text,
                Folders& folders) {
  PlaceNumbered(place, path);
  if (HoldsQueries(text)) place.role = Role::kOther;
  // The history's folder is one of the path's.
  std::string_view folder = path.substr(0, place.folder.size());
  bool named = folders.Of(folder).migrations;
  if (!named && folders.Of(DirName(path)).aside) place.role = Role::kOther;
}

// "migration.sql" or "up.sql" in a folder of its own.
bool HasOwnFolder(Framework framework, std::string_view name) {
  return framework == Framework::kPrisma || framework == Framework::kDiesel ||
         framework == Framework::kHasura ||
         (framework == Framework::kDrizzle && name == "migration.sql");
}

FilePlace PlaceOne(const SqlText& file, Framework framework,
                   const Variants& variants,
                   std::span<const std::string> rollback_globs,
                   Folders& folders) {
  FilePlace place;
  place.framework = framework;
  std::string_view path = file.path;
  std::string_view folder = DirName(path);
  std::string_view name = BaseName(path);
  place.folder = folder;
  place.key = WithoutSql(name);
  place.version = place.key;
  bool rollback = std::ranges::any_of(
      rollback_globs, [&](const auto& glob) { return GlobMatch(glob, path); });
  if (HasOwnFolder(framework, name)) {
    place.folder = DirName(folder);
    place.key = BaseName(folder);
    place.version =
        framework == Framework::kDiesel ? DieselVersion(place.key) : place.key;
    bool up = name == "migration.sql" || name == "up.sql";
    place.role = up ? Role::kUp : Role::kDown;
  } else if (rollback || IsRollbackName(name)) {
    place.role = Role::kRollback;
  } else if (framework == Framework::kFlyway ||
             framework == Framework::kRefinery) {
    PlaceFlyway(place, name);
  } else if (framework == Framework::kSqitch) {
    PlaceSqitch(place, path);
  } else if (framework == Framework::kPlain) {
    PlacePlain(place, path, file.text, folders);
  } else {
    PlaceNumbered(place, path);
    if (framework == Framework::kPop) PlacePop(place, variants);
  }
  const FolderTraits& traits = folders.Of(folder);
  if (traits.alien) place.role = Role::kOther;
  if (traits.dialect || NamesOtherDialect(name)) place.role = Role::kForeign;
  return place;
}

bool IsAllDigits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, IsDigit);
}

// Of a history whose files stand in numbered folders, such as 0/01_a.up.sql
// and 1/01_b.up.sql: the folders' numbers are part of the versions.
void JoinNumberedFolders(std::vector<FilePlace>& places) {
  std::map<std::string_view, std::set<std::string_view>> children;
  auto nested = [](const FilePlace& place) {
    bool ordered = place.framework == Framework::kPlain ||
                   place.framework == Framework::kGolangMigrate;
    return ordered && IsAllDigits(BaseName(place.folder)) &&
           (place.role == Role::kUp || place.role == Role::kDown);
  };
  for (const FilePlace& place : places) {
    if (!nested(place)) continue;
    children[DirName(place.folder)].insert(BaseName(place.folder));
  }
  std::vector<FilePlace*> moved;
  for (FilePlace& place : places) {
    if (!nested(place)) continue;
    auto at = children.find(DirName(place.folder));
    if (at->second.size() > 1) moved.push_back(&place);
  }
  for (FilePlace* place : moved) {
    std::string number(BaseName(place->folder));
    place->key = number + "/" + place->key;
    place->version = number + "/" + place->version;
    place->folder = std::string(DirName(place->folder));
  }
}

// Flyway looks below its location too. Folders below one db/migration are one
// history, unless a version stands in two of them.
void JoinFlywayFolders(std::vector<FilePlace>& places) {
  constexpr std::string_view kLocation = "db/migration";
  std::map<std::string, std::set<std::string_view>> seen;
  std::set<std::string, std::less<>> apart;
  auto root = [&](const FilePlace& place) -> std::string {
    if (place.framework != Framework::kFlyway) return {};
    size_t at = place.folder.rfind(kLocation);
    if (at == std::string::npos || (at > 0 && place.folder[at - 1] != '/')) {
      return {};
    }
    size_t end = at + kLocation.size();
    if (end < place.folder.size() && place.folder[end] != '/') return {};
    return place.folder.substr(0, end);
  };
  for (const FilePlace& place : places) {
    std::string at = place.role == Role::kUp ? root(place) : std::string();
    if (!at.empty() && !seen[at].insert(place.version).second) apart.insert(at);
  }
  for (FilePlace& place : places) {
    std::string at = root(place);
    if (!at.empty() && !apart.contains(at)) place.folder = at;
  }
}

}  // namespace

bool MetadataSaysOther(std::string_view text) {
  for (std::string_view word :
       {"\"mysql\"", "\"sqlite\"", "\"sqlserver\"", "\"cockroachdb\"",
        "\"singlestore\"", "\"turso\""}) {
    if (text.find(word) != text.npos) return true;
  }
  return false;
}

std::vector<FilePlace> PlaceFiles(std::span<const SqlText> files,
                                  std::span<const std::string> paths,
                                  std::optional<Framework> forced,
                                  std::span<const std::string> rollback_globs,
                                  const TextOf& text_of) {
  bool known = std::ranges::all_of(
      files, [](const SqlText& file) { return file.framework.has_value(); });
  std::vector<Framework> frameworks;
  if (known) {
    for (const SqlText& file : files) frameworks.push_back(*file.framework);
  } else {
    frameworks = FrameworksOf(files, paths, forced, 1);
  }
  std::map<std::string, bool> other;  // by history folder
  Folders folders;
  Variants variants(paths);
  std::vector<FilePlace> places;
  places.reserve(files.size());
  for (size_t i = 0; i < files.size(); ++i) {
    places.push_back(
        PlaceOne(files[i], frameworks[i], variants, rollback_globs, folders));
    FilePlace& place = places.back();
    std::string_view metadata;
    if (place.framework == Framework::kPrisma) {
      metadata = "migration_lock.toml";
    } else if (place.framework == Framework::kDrizzle) {
      metadata = "meta/_journal.json";
    }
    if (metadata.empty() || text_of == nullptr) continue;
    auto [at, fresh] = other.try_emplace(place.folder, false);
    if (fresh) {
      at->second = MetadataSaysOther(text_of(JoinPath(place.folder, metadata)));
    }
    if (at->second) place.role = Role::kForeign;
  }
  JoinNumberedFolders(places);
  JoinFlywayFolders(places);
  return places;
}

}  // namespace interlock::sql
