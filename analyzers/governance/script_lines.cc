// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/script_lines.h"

#include <algorithm>
#include <string>

#include "core/text.h"

namespace interlock::governance {
namespace {

Span At(size_t begin, size_t end) {
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

bool Has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// Calls `visit` with each line and where it begins, its number from 0.
template <class Visit>
void ForEachLine(std::string_view text, Visit visit) {
  for (size_t at = 0; at < text.size();) {
    size_t end = LineEnd(text, at);
    visit(text.substr(at, end - at), at);
    at = end + 1;
  }
}

bool IsComment(std::string_view line) {
  std::string_view words = Trim(line);
  return words.starts_with("//") || words.starts_with('#') ||
         words.starts_with('*');
}

size_t IndentOf(std::string_view line) {
  size_t indent = line.find_first_not_of(" \t");
  return indent == std::string_view::npos ? line.size() : indent;
}

// "for (const row of rows) {", "for row in rows:", "rows.forEach(".
bool OpensRowLoop(std::string_view line) {
  std::string_view words = Trim(line);
  bool keyword = words.starts_with("for ") || words.starts_with("for(");
  bool over = Has(words, " of ") || Has(words, " in ");
  return (keyword && over) || Has(words, ".forEach(");
}

// The quoted statement of a line, when it changes rows that a value names.
Span StatementIn(std::string_view line, size_t begin) {
  size_t quote = line.find_first_of("'\"`");
  if (quote == std::string_view::npos) return {};
  std::string_view words = line.substr(quote + 1);
  size_t lead = words.find_first_not_of("'\"` ");
  if (lead == std::string_view::npos) return {};
  words = words.substr(lead);
  bool changes = StartsWithIgnoringCase(words, "update ") ||
                 StartsWithIgnoringCase(words, "delete from ");
  std::string lower = AsciiLower(words);
  size_t where = lower.find(" where ");
  if (!changes || where == std::string::npos) return {};
  std::string_view rest = std::string_view(lower).substr(where);
  bool one = Has(rest, "= $") || Has(rest, "=$") || Has(rest, "= %s") ||
             Has(rest, "=%s") || Has(rest, "= ?") || Has(rest, "=?") ||
             Has(rest, "= :") || Has(rest, "=:") || Has(rest, "= {");
  if (!one || Has(rest, "any(") || Has(rest, " in (")) return {};
  size_t end = words.find_last_of("'\"`");
  if (end == std::string_view::npos) end = words.size();
  size_t first = begin + quote + 1 + lead;
  return At(first, first + end);
}

}  // namespace

std::vector<Span> FindRequiredYaml(const Source& source) {
  constexpr std::string_view kCall = "require(";
  std::vector<Span> found;
  ForEachLine(source.text(), [&](std::string_view line, size_t begin) {
    if (IsComment(line)) return;
    for (size_t at = line.find(kCall); at != std::string_view::npos;
         at = line.find(kCall, at + 1)) {
      std::string_view rest = line.substr(at + kCall.size());
      if (rest.empty() || (rest.front() != '\'' && rest.front() != '"')) {
        continue;
      }
      size_t end = rest.find(rest.front(), 1);
      if (end == std::string_view::npos) continue;
      std::string_view path = rest.substr(1, end - 1);
      bool yaml = path.ends_with(".yaml") || path.ends_with(".yml");
      if (!yaml || !rest.substr(end + 1).starts_with(')')) continue;
      size_t first = begin + at;
      found.push_back(At(first, first + kCall.size() + end + 2));
    }
  });
  return found;
}

std::vector<Span> FindRowStatements(const Source& source) {
  std::vector<Span> found;
  std::vector<size_t> loops;  // the indents of loops around the line
  ForEachLine(source.text(), [&](std::string_view line, size_t begin) {
    if (Trim(line).empty() || IsComment(line)) return;
    size_t indent = IndentOf(line);
    while (!loops.empty() && indent <= loops.back()) loops.pop_back();
    if (!loops.empty()) {
      Span statement = StatementIn(line, begin);
      if (!statement.empty()) found.push_back(statement);
    }
    if (OpensRowLoop(line)) loops.push_back(indent);
  });
  return found;
}

std::vector<Span> FindListedMigrations(const Source& source) {
  std::vector<Span> found;
  ForEachLine(source.text(), [&](std::string_view line, size_t begin) {
    if (IsComment(line)) return;
    size_t at = line.find("$(ls ");
    char close = ')';
    if (at == std::string_view::npos) {
      at = line.find("`ls ");
      close = '`';
    }
    if (at == std::string_view::npos) return;
    size_t end = line.find(close, at + 1);
    if (end == std::string_view::npos) return;
    std::string_view inside = line.substr(at, end - at);
    if (!Has(inside, ".sql") || Has(inside, "sort")) return;
    found.push_back(At(begin + at, begin + end + 1));
  });
  return found;
}

}  // namespace interlock::governance
