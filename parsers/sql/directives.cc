// SPDX-License-Identifier: Apache-2.0
#include "parsers/sql/directives.h"

#include <algorithm>
#include <string>

#include "core/text.h"

namespace interlock::sql {
namespace {

enum class Effect : uint8_t {
  kNone,
  kUp,
  kDown,
  kNoTransaction,
  kFileMode,   // the value says which
  kChangeset,  // begins a unit of its own
  kDelimiter,
};

struct Pattern {
  Framework framework;
  std::string_view prefix;  // what follows "--", lower case
  std::string_view name;
  Effect effect;
};

// Longer prefixes before their own beginnings.
constexpr Pattern kPatterns[] = {
    {Framework::kGoose, "+goose up", "goose up", Effect::kUp},
    {Framework::kGoose, "+goose down", "goose down", Effect::kDown},
    {Framework::kGoose, "+goose no transaction", "goose no transaction",
     Effect::kNoTransaction},
    {Framework::kGoose, "+goose statementbegin", "goose statementbegin",
     Effect::kNone},
    {Framework::kGoose, "+goose statementend", "goose statementend",
     Effect::kNone},
    {Framework::kGoose, "+goose envsub", "goose envsub", Effect::kNone},
    {Framework::kGoose, "+goose", "goose", Effect::kNone},
    {Framework::kDbmate, "migrate:up", "migrate:up", Effect::kUp},
    {Framework::kDbmate, "migrate:down", "migrate:down", Effect::kDown},
    {Framework::kSqlMigrate, "+migrate up", "migrate up", Effect::kUp},
    {Framework::kSqlMigrate, "+migrate down", "migrate down", Effect::kDown},
    {Framework::kSqlMigrate, "+migrate statementbegin",
     "migrate statementbegin", Effect::kNone},
    {Framework::kSqlMigrate, "+migrate statementend", "migrate statementend",
     Effect::kNone},
    {Framework::kLiquibase, "liquibase formatted sql", "liquibase formatted",
     Effect::kNone},
    {Framework::kLiquibase, "changeset ", "changeset", Effect::kChangeset},
    {Framework::kLiquibase, "rollback", "rollback", Effect::kNone},
    {Framework::kLiquibase, "preconditions", "preconditions", Effect::kNone},
    {Framework::kLiquibase, "precondition-", "precondition", Effect::kNone},
    {Framework::kLiquibase, "property ", "property", Effect::kNone},
    {Framework::kLiquibase, "validchecksum", "validchecksum", Effect::kNone},
    {Framework::kLiquibase, "ignorelines", "ignorelines", Effect::kNone},
    {Framework::kDrizzle, "> statement-breakpoint", "statement-breakpoint",
     Effect::kNone},
    {Framework::kSqlx, "no-transaction", "no-transaction",
     Effect::kNoTransaction},
    {Framework::kAtlas, "atlas:txmode", "atlas:txmode", Effect::kFileMode},
    {Framework::kAtlas, "atlas:delimiter", "atlas:delimiter",
     Effect::kDelimiter},
    {Framework::kAtlas, "atlas:", "atlas", Effect::kNone},
    {Framework::kFlyway, "flyway:executeintransaction",
     "flyway:executeintransaction", Effect::kFileMode},
    {Framework::kTern, "-- create above", "tern down", Effect::kDown},
    {Framework::kTern, "-- tern: disable-tx", "tern disable-tx",
     Effect::kNoTransaction},
    {Framework::kMyBatis, "//@undo", "mybatis undo", Effect::kDown},
    {Framework::kNodePgMigrate, "up migration", "up migration", Effect::kUp},
    {Framework::kNodePgMigrate, "down migration", "down migration",
     Effect::kDown},
    {Framework::kGraphileMigrate, "! no-transaction", "no-transaction",
     Effect::kNoTransaction},
    {Framework::kGraphileMigrate, "!", "graphile", Effect::kNone},
    {Framework::kSqitch, "deploy ", "deploy", Effect::kNone},
    {Framework::kSqitch, "revert ", "revert", Effect::kDown},
    {Framework::kSqitch, "verify ", "verify", Effect::kNone},
};

const Pattern* PatternOf(Framework framework, std::string_view body) {
  for (const Pattern& p : kPatterns) {
    if (p.framework == framework && StartsWithIgnoringCase(body, p.prefix)) {
      return &p;
    }
  }
  return nullptr;
}

const Pattern* PatternOf(const SqlFile& file, const Directive& directive) {
  for (const Pattern& p : kPatterns) {
    if (p.framework == file.framework && p.name == directive.name) return &p;
  }
  return nullptr;
}

bool Contains(std::string_view text, std::string_view lower) {
  return AsciiLower(text).find(lower) != std::string::npos;
}

// The value of `key:value` among Liquibase's attributes.
std::string_view Attribute(std::string_view text, std::string_view key) {
  size_t at = AsciiLower(text).find(AsciiLower(key) + ":");
  if (at == std::string::npos) return {};
  std::string_view rest = text.substr(at + key.size() + 1);
  if (!rest.empty() && rest[0] == '"') {
    return rest.substr(1, rest.find('"', 1) - 1);
  }
  return rest.substr(0, std::min(rest.find(' '), rest.size()));
}

TransactionMode ModeOf(const Pattern& p, std::string_view value) {
  switch (p.effect) {
    case Effect::kNoTransaction:
      return TransactionMode::kNone;
    case Effect::kFileMode:
      if (Contains(value, "none") || Contains(value, "false")) {
        return TransactionMode::kNone;
      }
      if (Contains(value, "file") || Contains(value, "all") ||
          Contains(value, "true")) {
        return TransactionMode::kWrapped;
      }
      return TransactionMode::kDefault;
    case Effect::kUp:
    case Effect::kDown:
    case Effect::kChangeset:
      if (Contains(value, "notransaction") ||
          Contains(value, "transaction:false") ||
          Contains(value, "runintransaction:false")) {
        return TransactionMode::kNone;
      }
      if (Contains(value, "transaction:true")) return TransactionMode::kWrapped;
      return TransactionMode::kDefault;
    default:
      return TransactionMode::kDefault;
  }
}

void SetDelimiter(SqlFile& file, const Pattern& p, std::string_view value) {
  std::string_view found;
  if (p.effect == Effect::kDelimiter) found = value;
  if (p.effect == Effect::kChangeset) found = Attribute(value, "endDelimiter");
  // An escape such as \n\n stands for blank lines: statements end in ';' then.
  if (!found.empty() && found != ";" && found[0] != '\\') {
    file.delimiter = found;
  }
}

struct Marker {
  uint32_t at;
  Section section;
  uint32_t unit;
};

// The units and where each begins. A mode for the file as a whole goes to all.
std::vector<Marker> ReadMarkers(SqlFile& file) {
  std::vector<Marker> markers;
  TransactionMode whole = TransactionMode::kDefault;
  Span whole_span;
  file.units.assign(1, Unit{});
  for (const Directive& d : file.directives) {
    const Pattern* p = PatternOf(file, d);
    if (p == nullptr) continue;
    TransactionMode mode = ModeOf(*p, d.value);
    bool starts = p->effect == Effect::kUp || p->effect == Effect::kDown ||
                  p->effect == Effect::kChangeset;
    if (!starts) {
      if (mode != TransactionMode::kDefault) {
        whole = mode;
        whole_span = d.span;
      }
      continue;
    }
    std::string_view name;
    if (p->effect == Effect::kChangeset) {
      name = d.value.substr(0, std::min(d.value.find(' '), d.value.size()));
    }
    if (!markers.empty()) file.units.push_back({});
    file.units.back() = {mode, d.span, name};
    markers.push_back(
        {d.span.begin,
         p->effect == Effect::kDown ? Section::kDown : Section::kUp,
         static_cast<uint32_t>(file.units.size() - 1)});
  }
  if (whole == TransactionMode::kDefault) return markers;
  for (Unit& unit : file.units) {
    unit.mode = whole;
    unit.span = whole_span;
  }
  return markers;
}

}  // namespace

void ReadDirectives(SqlFile& file) {
  std::string_view text = file.source->text();
  for (const Comment& comment : file.comments) {
    if (comment.block || !comment.own_line) {
      // A breakpoint stands behind its statement.
      bool drizzle = file.framework == Framework::kDrizzle && !comment.block;
      if (!drizzle) continue;
    }
    std::string_view body = comment.span.In(text).substr(2);
    std::string_view trimmed = Trim(body);
    const Pattern* p = PatternOf(file.framework, trimmed);
    if (p == nullptr) continue;
    std::string_view value = Trim(trimmed.substr(p->prefix.size()));
    file.directives.push_back({comment.span, p->name, value});
    file.has_up_section |= p->effect == Effect::kUp;
    file.has_down_section |= p->effect == Effect::kDown;
    SetDelimiter(file, *p, value);
  }
}

std::vector<Span> RollbackTexts(const SqlFile& file) {
  std::vector<Span> out;
  if (file.framework != Framework::kLiquibase) return out;
  const char* base = file.source->text().data();
  for (const Directive& d : file.directives) {
    if (d.name != "rollback" || d.value.empty()) continue;
    std::string lower = AsciiLower(d.value);
    if (lower == "empty" || lower.starts_with("not required") ||
        lower.starts_with("changeset")) {
      continue;
    }
    uint32_t begin = static_cast<uint32_t>(d.value.data() - base);
    out.push_back({begin, begin + static_cast<uint32_t>(d.value.size())});
  }
  return out;
}

void AssignSections(SqlFile& file) {
  std::vector<Marker> markers = ReadMarkers(file);
  size_t next = 0;
  Section section = Section::kUp;
  uint32_t unit = 0;
  for (Statement& statement : file.statements) {
    while (next < markers.size() && markers[next].at <= statement.span.begin) {
      section = markers[next].section;
      unit = markers[next].unit;
      ++next;
    }
    if (statement.section == Section::kUp) statement.section = section;
    statement.unit = unit;
  }
}

}  // namespace interlock::sql
