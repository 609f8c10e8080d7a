// SPDX-License-Identifier: Apache-2.0
// What each SQL file is to its history, by its path.
#include <algorithm>
#include <map>

#include "analyzers/sql/framework.h"
#include "core/text.h"

namespace interlock::sql {
namespace {

// Folders whose SQL is not applied to a live database, when nothing else says
// that it is a migration.
constexpr std::string_view kOtherFolders[] = {
    "bench",   "benchmarks", "examples", "fixture", "fixtures",     "mocks",
    "queries", "query",      "seed",     "seeds",   "snippets",     "spec",
    "test",    "testdata",   "tests",    "verify",  "node_modules", "vendor",
};
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
    place.role = name[0] == 'U' ? Role::kDown : Role::kUp;
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

bool InOtherFolder(std::string_view path) {
  for (std::string_view at = DirName(path); !at.empty(); at = DirName(at)) {
    if (Contains(kOtherFolders, AsciiLower(BaseName(at)))) return true;
  }
  return false;
}

bool LooksLikeMigrationFolder(std::string_view folder) {
  for (std::string_view at = folder; !at.empty(); at = DirName(at)) {
    std::string part = AsciiLower(BaseName(at));
    if (part.find("migrat") != part.npos || part == "changelog" ||
        part == "changesets" || part == "schema_changes") {
      return true;
    }
  }
  return false;
}

void PlacePlain(FilePlace& place, std::string_view path) {
  PlaceNumbered(place, path);
  bool named = LooksLikeMigrationFolder(place.folder);
  if (!named && InOtherFolder(path)) place.role = Role::kOther;
}

FilePlace PlaceOne(const SqlText& file, Framework framework,
                   std::span<const std::string> rollback_globs) {
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
  if (framework == Framework::kPrisma || framework == Framework::kDiesel) {
    place.folder = DirName(folder);
    place.key = BaseName(folder);
    place.version =
        framework == Framework::kDiesel ? DieselVersion(place.key) : place.key;
    bool up = name == "migration.sql" || name == "up.sql";
    place.role = up ? Role::kUp : Role::kDown;
  } else if (rollback || IsRollbackName(name)) {
    place.role = Role::kRollback;
  } else if (framework == Framework::kFlyway) {
    PlaceFlyway(place, name);
  } else if (framework == Framework::kSqitch) {
    PlaceSqitch(place, path);
  } else if (framework == Framework::kPlain) {
    PlacePlain(place, path);
  } else {
    PlaceNumbered(place, path);
  }
  if (IsOtherDialect(path)) place.role = Role::kForeign;
  return place;
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
  std::vector<FilePlace> places;
  for (size_t i = 0; i < files.size(); ++i) {
    places.push_back(PlaceOne(files[i], frameworks[i], rollback_globs));
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
  return places;
}

}  // namespace interlock::sql
