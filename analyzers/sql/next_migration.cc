// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/next_migration.h"

#include <algorithm>
#include <charconv>

#include "analyzers/sql/transactions.h"
#include "core/date.h"
#include "core/text.h"
#include "parsers/sql/reserved_words.h"

namespace interlock::sql {
namespace {

constexpr size_t kMaxSlug = 60;
// How far back a migration with a down file of its own is searched.
constexpr int kMaxLookedAt = 256;

int Number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::string Padded(int value, size_t width) {
  std::string text = std::to_string(value);
  return text.size() < width ? std::string(width - text.size(), '0') + text
                             : text;
}

// The moment after "yyyymmdd[hhmm[ss]]"; nothing when it is no time.
std::optional<std::string> AfterTime(std::string_view digits) {
  bool century = digits.starts_with("19") || digits.starts_with("20");
  if (!century) return std::nullopt;
  auto date =
      Date::FromCivil(Number(digits.substr(0, 4)), Number(digits.substr(4, 2)),
                      Number(digits.substr(6, 2)));
  if (!date) return std::nullopt;
  int hour = 0, minute = 0, second = 0;
  if (digits.size() > 8) {
    hour = Number(digits.substr(8, 2));
    minute = Number(digits.substr(10, 2));
  }
  if (digits.size() > 12) second = Number(digits.substr(12, 2));
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  int step = digits.size() == 14 ? 1 : digits.size() == 12 ? 60 : 86400;
  int of_day = (hour * 60 + minute) * 60 + second + step;
  std::string day = Date(date->days() + of_day / 86400).Text();
  std::erase(day, '-');
  of_day %= 86400;
  std::string time = Padded(of_day / 3600, 2) + Padded(of_day / 60 % 60, 2) +
                     Padded(of_day % 60, 2);
  return day + time.substr(0, digits.size() - 8);
}

// One more, in place: "0099" gives "0100", "9" gives "10".
std::string Incremented(std::string digits) {
  for (size_t at = digits.size(); at > 0; --at) {
    if (digits[at - 1] != '9') {
      ++digits[at - 1];
      return digits;
    }
    digits[at - 1] = '0';
  }
  return "1" + digits;
}

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// How far the version reaches into a name that begins with a digit: "001" of
// "001_2fa", "2024-01-02-030405" of "2024-01-02-030405_x", "1.2" of "1.2_x".
size_t VersionEnd(std::string_view name) {
  size_t at = 0;
  size_t digits = 0;
  auto take = [&] {
    while (at < name.size() && IsDigit(name[at])) ++at, ++digits;
  };
  take();
  bool year = at == 4 && (name.starts_with("19") || name.starts_with("20"));
  bool day = at == 8 && AfterTime(name.substr(0, 8)).has_value();
  while (at + 1 < name.size() && IsDigit(name[at + 1])) {
    char mark = name[at];
    size_t next = at + 1;
    while (next < name.size() && IsDigit(name[next])) ++next;
    bool time = (year || day) && (mark == '-' || mark == '_' || mark == '.') &&
                digits + (next - at - 1) <= 18;
    if (!time && mark != '.') break;
    ++at;
    take();
  }
  return at;
}

// One file's name, taken apart.
struct NameParts {
  std::string_view lead;  // "V", "U" or nothing
  std::string_view version;
  std::string_view joint;   // between version and words: "__", "_", "-"
  std::string_view ending;  // ".up.sql"
};

NameParts Parse(std::string_view name, Framework framework) {
  NameParts parts;
  for (std::string_view ending :
       {".up.sql", ".down.sql", "_up.sql", "_down.sql", ".rollback.sql",
        "_rollback.sql", "-rollback.sql", ".undo.sql", "_undo.sql",
        ".revert.sql", "_revert.sql", ".sql"}) {
    if (!name.ends_with(ending)) continue;
    parts.ending = name.substr(name.size() - ending.size());
    name.remove_suffix(ending.size());
    break;
  }
  size_t lead = 0;
  while (lead < name.size() && IsLetter(name[lead])) ++lead;
  if (lead > 1) lead = name.size();  // no version at its head
  parts.lead = name.substr(0, lead);
  name.remove_prefix(lead);
  size_t end =
      framework == Framework::kFlyway ? name.find("__") : VersionEnd(name);
  end = std::min(end, name.size());
  parts.version = name.substr(0, end);
  name.remove_prefix(end);
  size_t joint = 0;
  while (joint < name.size() && !IsLetter(name[joint]) &&
         !IsDigit(name[joint])) {
    ++joint;
  }
  parts.joint = name.substr(0, joint);
  if (parts.joint.empty()) parts.joint = "_";
  return parts;
}

std::string Slug(std::string_view title, char joint) {
  std::string slug;
  for (char c : AsciiLower(title)) {
    if (IsLetter(c) || IsDigit(c)) {
      slug += c;
    } else if (!slug.empty() && slug.back() != joint) {
      slug += joint;
    }
    if (slug.size() == kMaxSlug) break;
  }
  while (!slug.empty() && slug.back() == joint) slug.pop_back();
  return slug;
}

bool InFolders(Framework framework) {
  return framework == Framework::kPrisma || framework == Framework::kDiesel;
}

// Frameworks whose list of migrations would have to be written to as well.
bool KeepsList(Framework framework) {
  return framework == Framework::kLiquibase ||
         framework == Framework::kDrizzle || framework == Framework::kSqitch ||
         framework == Framework::kRails;
}

bool HasSections(Framework framework) {
  return framework == Framework::kGoose || framework == Framework::kDbmate ||
         framework == Framework::kSqlMigrate;
}

std::string Sections(Framework framework, const NewMigration& wanted,
                     bool with_down) {
  bool bare = wanted.wrapped == Wrapped::kNot;
  std::string up, down, tail;
  if (framework == Framework::kGoose) {
    up = "-- +goose Up\n";
    if (bare) up = "-- +goose NO TRANSACTION\n" + up;
    down = "-- +goose Down\n";
  } else if (framework == Framework::kDbmate) {
    tail = bare ? " transaction:false\n" : "\n";
    up = "-- migrate:up" + tail;
    down = "-- migrate:down" + tail;
  } else {
    tail = bare ? " notransaction\n" : "\n";
    up = "-- +migrate Up" + tail;
    down = "-- +migrate Down" + tail;
  }
  up += wanted.up;
  return with_down ? up + "\n" + down + wanted.down : up;
}

// What goes before the statements of a file that goes one way.
std::string_view Head(Framework framework, Wrapped wrapped) {
  if (wrapped == Wrapped::kAsUsual) return "";
  if (framework == Framework::kSqlx) return "-- no-transaction\n";
  if (framework == Framework::kAtlas) return "-- atlas:txmode none\n\n";
  return "";
}

// Can a file of the framework that holds this run as asked?
bool CanRun(Framework framework, const NewMigration& wanted) {
  if (wanted.wrapped == Wrapped::kAsUsual) return true;
  return WrappingOf(framework, TransactionMode::kDefault) !=
             Wrapping::kImplicit ||
         wanted.statements == 1;
}

// Where one more migration's files go, by what the history has.
class Namer {
 public:
  explicit Namer(const History& history) : history_(history) {
    int left = kMaxLookedAt;
    for (size_t i = history.migrations.size(); i > 0 && left > 0; --i, --left) {
      const Migration& migration = history.migrations[i - 1];
      std::string_view name = NameOfStep(migration.path);
      bool repeats =
          history.framework == Framework::kFlyway && name.starts_with('R');
      if (repeats) continue;
      NameParts parts = Parse(name, history.framework);
      if (parts.version.empty()) continue;
      if (last_.empty()) last_ = parts.version;
      if (migration.up == nullptr) continue;
      if (up_ == nullptr) up_ = &migration;
      bool paired = migration.down != nullptr && migration.down != migration.up;
      if (paired) down_ = &migration;
      // The newest of each will do.
      if (down_ != nullptr || !history.has_downs ||
          HasSections(history.framework)) {
        break;
      }
    }
  }

  std::optional<std::string> Next(std::string_view after) const {
    if (up_ == nullptr) return std::nullopt;
    std::string_view from = after.empty() ? last_ : after;
    auto next = NextVersion(from);
    if (!next || !RunsBefore(history_.framework, from, *next)) {
      return std::nullopt;
    }
    return next;
  }
  std::string_view last() const { return last_; }
  bool has_down_files() const { return down_ != nullptr; }

  std::string Up(const std::string& version, std::string_view title) const {
    return Path(up_->path, version, title);
  }
  std::string Down(const std::string& version, std::string_view title) const {
    return Path(down_->down->source->path(), version, title);
  }

 private:
  // The file's own name, or its folder's where the folder is the migration.
  std::string_view NameOfStep(std::string_view path) const {
    return InFolders(history_.framework) ? BaseName(DirName(path))
                                         : BaseName(path);
  }

  std::string Path(std::string_view like, const std::string& version,
                   std::string_view title) const {
    // Words and joints are those of the up file, so that the pair's keys agree.
    NameParts up = Parse(NameOfStep(up_->path), history_.framework);
    NameParts own = Parse(NameOfStep(like), history_.framework);
    std::string name = std::string(own.lead) + version + std::string(up.joint) +
                       Slug(title, up.joint.front() == '-' ? '-' : '_');
    if (InFolders(history_.framework)) {
      name += "/" + std::string(BaseName(like));
      return JoinPath(DirName(DirName(like)), name);
    }

    return JoinPath(DirName(like), name + std::string(own.ending));
  }

  const History& history_;
  std::string_view last_;
  const Migration* up_ = nullptr;    // the last that is SQL
  const Migration* down_ = nullptr;  // the last with a down file of its own
};

void AddFiles(const History& history, const Namer& namer,
              const NewMigration& wanted, const std::string& version,
              std::vector<NewFile>& out) {
  Framework framework = history.framework;
  std::string claim = history.folder + " " + version;
  std::string up = namer.Up(version, wanted.title);
  if (HasSections(framework)) {
    out.push_back({up, Sections(framework, wanted, history.has_downs), claim});
    return;
  }
  std::string head(Head(framework, wanted.wrapped));
  out.push_back({up, head + wanted.up, claim});
  if (namer.has_down_files()) {
    out.push_back(
        {namer.Down(version, wanted.title), head + wanted.down, claim});
  }
  if (wanted.wrapped == Wrapped::kAsUsual) return;
  if (auto settings = SettingsBeside(framework, up)) {
    settings->claim = claim;
    out.push_back(std::move(*settings));
  }
}

}  // namespace

std::optional<std::string> NextVersion(std::string_view version) {
  std::string digits;
  for (char c : version) {
    if (IsDigit(c)) digits += c;
  }
  if (digits.empty()) return std::nullopt;
  bool dotted = version.find('.') != version.npos;
  size_t timed = digits.size() == 18 ? 14 : digits.size();
  std::optional<std::string> later;
  if (!dotted && (timed == 14 || timed == 12 || timed == 8)) {
    later = AfterTime(std::string_view(digits).substr(0, timed));
  }
  if (later) {
    *later += digits.substr(timed);
    std::string next(version);
    size_t from = 0;
    for (char& c : next) {
      if (IsDigit(c)) c = (*later)[from++];
    }
    return next;
  }
  size_t end = version.find_last_of("0123456789") + 1;
  size_t begin = end;
  while (begin > 0 && IsDigit(version[begin - 1])) --begin;
  return std::string(version.substr(0, begin)) +
         Incremented(std::string(version.substr(begin, end - begin))) +
         std::string(version.substr(end));
}

std::vector<NewFile> FilesOfNext(const History& history,
                                 const std::vector<NewMigration>& wanted) {
  std::vector<NewFile> files;
  if (history.lone || KeepsList(history.framework)) return files;
  Namer namer(history);
  std::string version;
  for (const NewMigration& one : wanted) {
    auto next = namer.Next(version);
    if (!next || !CanRun(history.framework, one)) return {};
    version = *next;
    AddFiles(history, namer, one, version, files);
  }
  return files;
}

std::optional<NewFile> SettingsBeside(Framework framework,
                                      std::string_view migration_path) {
  if (framework == Framework::kDiesel) {
    return NewFile{JoinPath(DirName(migration_path), "metadata.toml"),
                   "run_in_transaction = false\n"};
  }
  if (framework == Framework::kFlyway) {
    return NewFile{std::string(migration_path) + ".conf",
                   "executeInTransaction=false\n"};
  }
  return std::nullopt;
}

std::string AsIdentifier(std::string_view name) {
  auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || c == '_' || IsDigit(c);
  };
  bool plain = !name.empty() && !IsDigit(name.front()) &&
               std::ranges::all_of(name, fits) && !IsReserved(name);
  if (plain) return std::string(name);
  std::string quoted = "\"";
  for (char c : name) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace interlock::sql
