// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/dialect.h"

#include <algorithm>
#include <map>
#include <utility>

#include "analyzers/sql/folders.h"
#include "analyzers/sql/variants.h"
#include "core/text.h"
#include "parsers/sql/lexer.h"

namespace interlock::sql {
namespace {

constexpr std::string_view kOwnNames[] = {"postgres", "postgresql", "pg",
                                          "psql", "pgsql"};
// Words of other databases that no text for PostgreSQL has, bar mistakes.
constexpr std::string_view kAlienWords[] = {
    "auto_increment", "autoincrement", "pragma",   "rowid",
    "mergetree",      "mediumtext",    "longtext", "tinyint",
};
// Words that say that somebody meant PostgreSQL.
constexpr std::string_view kOwnWords[] = {
    "jsonb",     "timestamptz", "bytea",        "serial",
    "bigserial", "plpgsql",     "concurrently", "tsvector",
};
// One mistake does not make a dialect.
constexpr int kEnoughSigns = 2;

template <size_t kSize>
bool Contains(const std::string_view (&list)[kSize], std::string_view word) {
  return std::ranges::find(list, word) != std::end(list);
}

bool Has(std::span<const std::string> paths, std::string_view path) {
  return std::ranges::binary_search(paths, path);
}

bool IsSeparator(char c) { return c == '.' || c == '-' || c == '_'; }

// "x.up.sql", where there is an "x.postgres.up.sql".
bool HasOwnVariant(std::string_view path, const Variants& variants) {
  using Ending = Variants::Ending;
  constexpr std::string_view kAuto = ".autocommit";
  constexpr std::pair<std::string_view, Ending> kEndings[] = {
      {".up.sql", Ending::kUp},
      {".down.sql", Ending::kDown},
      {".sql", Ending::kPlain}};
  for (auto [text, ending] : kEndings) {
    if (!path.ends_with(text)) continue;
    path.remove_suffix(text.size());
    if (path.ends_with(kAuto)) path.remove_suffix(kAuto.size());
    if (path.ends_with(".postgres") || path.ends_with(".postgresql")) {
      return false;
    }
    return variants.Has(path, Variants::Word::kPostgres, ending) ||
           variants.Has(path, Variants::Word::kPostgresql, ending);
  }
  return false;
}

// "mysql_dump.sql" beside "postgres_dump.sql".
bool IsNamedBesideOwn(std::string_view path,
                      std::span<const std::string> paths) {
  std::string_view folder = DirName(path);
  std::string_view name = BaseName(path);
  for (size_t begin = 0, at = 0; at <= name.size(); ++at) {
    if (at < name.size() && !IsSeparator(name[at])) continue;
    std::string_view word = name.substr(begin, at - begin);
    if (IsDialectName(word)) {
      for (std::string_view own : kOwnNames) {
        std::string other(name.substr(0, begin));
        other += own;
        other += name.substr(at);
        if (Has(paths, JoinPath(folder, other))) return true;
      }
    }
    begin = at + 1;
  }
  return false;
}

// The lock file of Prisma, or Drizzle's journal, as far as it was read.
bool IsSaidBeside(std::string_view path, const TextOf& text_of) {
  if (text_of == nullptr) return false;
  std::string_view folder = DirName(path);
  return MetadataSaysOther(
             text_of(JoinPath(DirName(folder), "migration_lock.toml"))) ||
         MetadataSaysOther(text_of(JoinPath(folder, "meta/_journal.json")));
}

bool SaysPostgres(std::string_view path) {
  std::string lower = AsciiLower(path);
  for (size_t begin = 0, at = 0; at <= lower.size(); ++at) {
    bool ends =
        at == lower.size() || lower[at] == '/' || IsSeparator(lower[at]);
    if (!ends) continue;
    std::string_view word = std::string_view(lower).substr(begin, at - begin);
    if (Contains(kOwnNames, word)) return true;
    begin = at + 1;
  }
  return false;
}

// What the words of a text say.
struct Signs {
  int alien = 0;
  bool own = false;
};
Signs SignsOf(std::string_view text) {
  Signs signs;
  Tokens tokens(text, {0, static_cast<uint32_t>(text.size())});
  char before = 0;
  for (Token t = tokens.Next(); t.kind != TokenKind::kEnd; t = tokens.Next()) {
    if (t.symbol == '`') ++signs.alien;
    signs.own |= t.symbol == ':' && before == ':';
    before = t.symbol;
    signs.own |= t.kind == TokenKind::kString && text[t.span.begin] == '$';
    if (t.kind != TokenKind::kWord || t.span.size() > 16) continue;
    std::string word = AsciiLower(t.span.In(text));
    signs.own |= Contains(kOwnWords, word);
    if (Contains(kAlienWords, word)) ++signs.alien;
    if (word == "engine" && tokens.Peek().symbol == '=') ++signs.alien;
  }
  return signs;
}

// The folder of a set of files that one tool runs.
std::string_view SetOf(std::string_view path) {
  std::string_view name = BaseName(path);
  std::string_view folder = DirName(path);
  bool alone =
      name == "migration.sql" || name == "up.sql" || name == "down.sql";
  return alone ? DirName(folder) : folder;
}

struct Set {
  std::vector<size_t> files;
  size_t refused = 0;  // files that PostgreSQL does not take
};

// Reads nothing where PostgreSQL takes all.
bool IsAlien(const Set& set, std::span<const HistoryInput> inputs) {
  if (set.refused == 0) return false;
  size_t signed_files = 0;
  int alien = 0;
  for (size_t i : set.files) {
    Signs signs = SignsOf(inputs[i].file->source->text());
    if (signs.own) return false;
    if (inputs[i].file->errors.empty() || signs.alien == 0) continue;
    ++signed_files;
    alien += signs.alien;
  }
  return alien >= kEnoughSigns && signed_files * 2 >= set.refused;
}

}  // namespace

std::vector<Dialect> DialectsOf(std::span<const HistoryInput> inputs,
                                std::span<const std::string> paths,
                                const TextOf& text_of) {
  std::vector<Dialect> result(inputs.size(), Dialect::kPostgres);
  std::map<std::string_view, Set> sets;
  std::map<std::string_view, bool> said;  // by folder
  Variants variants(paths);
  Folders folders;
  auto is_said_beside = [&](std::string_view path) {
    auto [at, fresh] = said.try_emplace(DirName(path), false);
    if (fresh) at->second = IsSaidBeside(path, text_of);
    return at->second;
  };
  for (size_t i = 0; i < inputs.size(); ++i) {
    std::string_view path = inputs[i].path;
    if (folders.Of(DirName(path)).dialect ||
        NamesOtherDialect(BaseName(path)) || is_said_beside(path) ||
        (!variants.empty() && HasOwnVariant(path, variants)) ||
        IsNamedBesideOwn(path, paths)) {
      result[i] = Dialect::kOther;
      continue;
    }
    Set& set = sets[SetOf(path)];
    set.files.push_back(i);
    set.refused += !inputs[i].file->errors.empty();
  }
  for (const auto& [folder, set] : sets) {
    if (SaysPostgres(folder) || !IsAlien(set, inputs)) continue;
    for (size_t i : set.files) {
      if (!SaysPostgres(BaseName(inputs[i].path))) result[i] = Dialect::kOther;
    }
  }
  return result;
}

}  // namespace interlock::sql
