// SPDX-License-Identifier: Apache-2.0
// Ranges, rules, statistics, publications, and what is said of objects that
// are no relations, as SQL.
#include <algorithm>

#include "analyzers/sql/catalog_access.h"
#include "analyzers/sql/catalog_sql_parts.h"
#include "analyzers/sql/catalog_text.h"
#include "analyzers/sql/publications.h"
#include "core/text.h"

namespace interlock::sql {
namespace {

// "TABLES"
std::string_view PluralOf(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::kTable:
      return "TABLES";
    case ObjectKind::kSequence:
      return "SEQUENCES";
    case ObjectKind::kFunction:
      return "FUNCTIONS";
    case ObjectKind::kType:
      return "TYPES";
    default:
      return "SCHEMAS";
  }
}

std::string RoleText(std::string_view role) {
  return role.empty() ? "PUBLIC" : QuotedName(role);
}

// What PUBLIC has of functions and types without a word, and lost.
bool IsTakenFromAll(const std::vector<Access>& access) {
  return std::ranges::none_of(
      access, [](const Access& one) { return one.role.empty(); });
}

}  // namespace

std::string SqlParts::Range(const TypeFact& type) const {
  std::string name = QuotedName(view_.NameOf(type));
  std::string unknown = "-- not known: type " + name;
  std::string_view text = Statement(type.born);
  if (type.def == nullptr || text.empty()) return unknown;
  // What it needs may have got another name, or is made later.
  bool own = view_.TypeOf(type.def->subtype, type.born) != nullptr;
  for (const Option& option : type.def->options) {
    own |= EqualsIgnoringCase(option.name.text, "canonical") ||
           EqualsIgnoringCase(option.name.text, "subtype_diff");
  }
  std::string_view whole = history_.MigrationAt(type.born)->up->source->text();
  const Span& span = type.def->type.span;
  auto begin = static_cast<uint32_t>(text.data() - whole.data());
  bool outside = span.begin < begin || span.end > begin + text.size();
  if (own || outside) return unknown;
  return std::string(text.substr(0, span.begin - begin)) + name +
         std::string(text.substr(span.end - begin));
}

std::string SqlParts::RuleText(const RuleFact& rule) const {
  const CreateRule& def = *rule.def;
  const Relation& table = *rule.relation;
  std::string name = QuotedName(view_.NameOf(rule));
  const Migration* migration = history_.MigrationAt(rule.born);
  bool readable = migration != nullptr && migration->up != nullptr;
  // Its actions name what they read as it was called then.
  bool stale = !def.nothing && IsStale(rule, table);
  if (!readable || stale) return "-- not known: rule " + name;
  constexpr std::string_view kEvents[] = {"", "SELECT", "INSERT", "UPDATE",
                                          "DELETE"};
  std::string out = "CREATE RULE " + name + " AS ON ";
  out += kEvents[static_cast<size_t>(def.event)];
  out += " TO " + Full(table);
  if (def.where.present()) {
    out += " WHERE " + Today(table, def.where, rule.born);
  }
  if (def.nothing)
    return out + (def.instead ? " DO INSTEAD" : " DO") + " NOTHING";
  // They begin with ALSO or INSTEAD.
  return out + " DO" +
         std::string(def.actions.In(migration->up->source->text()));
}

bool SqlParts::IsStale(const RuleFact& rule, const Relation& table) const {
  View then = view_.Just(rule.born + 1);
  QualifiedName old = then.NameOf(table);
  QualifiedName now = view_.NameOf(table);
  if (old.name != now.name || old.schema != now.schema) return true;
  for (const Column& column : then.Columns(table)) {
    if (view_.Renamed(table, column.name, rule.born) != column.name) {
      return true;
    }
  }
  for (const Name& name : rule.def->reads) {
    const Relation* read = then.Find(name);
    if (read == nullptr || view_.Find(name) != read) return true;
    for (const Column& column : then.Columns(*read)) {
      if (view_.Renamed(*read, column.name, rule.born) != column.name) {
        return true;
      }
    }
  }
  return false;
}

std::string SqlParts::Statistics(const StatisticsFact& fact) const {
  const Note* moved = view_.Said(fact, Trait::kSchema);
  std::string_view schema = moved == nullptr ? fact.schema : moved->value;
  std::string name = QuotedName(QualifiedName{schema, view_.NameOf(fact)});
  std::string out = "CREATE STATISTICS " + name;
  std::vector<std::string_view> kinds;
  for (const Ident& kind : fact.def->kinds) kinds.push_back(kind.text);
  if (!kinds.empty()) out += " (" + List(kinds) + ")";
  std::vector<std::string_view> columns;
  for (const Ident& column : fact.columns) {
    columns.push_back(view_.Renamed(*fact.relation, column.text, fact.born));
  }
  std::string on = List(columns);
  for (const Expr& expr : fact.def->expressions) {
    on += on.empty() ? "(" : ", (";
    on += Today(*fact.relation, expr, fact.born) + ")";
  }
  out += " ON " + on + " FROM " + Full(*fact.relation);
  return out + SaidOf(fact, "STATISTICS", name, false);
}

std::string SqlParts::Publication(const PublicationFact& fact) const {
  PublicationMembers members = MembersOf(view_, fact);
  std::string name = QuotedName(view_.NameOf(fact));
  std::string out = "CREATE PUBLICATION " + name;
  std::string parts;
  for (const auto& [key, table] : members.tables) {
    parts +=
        (parts.empty() ? "TABLE ONLY " : ", ONLY ") + Full(*table.relation);
    if (!table.columns.empty()) parts += " (" + List(table.columns) + ")";
    if (table.where != nullptr) {
      parts += " WHERE " +
               InParens(Today(*table.relation, *table.where, table.when));
    }
  }
  if (!members.schemas.empty()) {
    parts += parts.empty() ? "" : ", ";
    parts += "TABLES IN SCHEMA " + List(members.schemas);
  }
  if (members.all_tables) parts = "ALL TABLES";
  if (!parts.empty()) out += " FOR " + parts;
  std::string options;
  for (const auto& [key, value] : members.options) {
    options += options.empty() ? " WITH (" : ", ";
    options += QuotedName(key) + " = " + QuotedText(value);
  }
  if (!options.empty()) out += options + ")";
  return out + SaidOf(fact, "PUBLICATION", name, false);
}

std::string SqlParts::Signature(const FunctionFact& function) const {
  std::string arguments;
  const FunctionVersion* version = view_.VersionOf(function);
  if (version == nullptr) return {};
  for (const TypeName& type : version->def->arguments) {
    arguments += (arguments.empty() ? "" : ", ") + Spelled(type, version->when);
  }
  return QuotedName(view_.NameOf(function)) + "(" + arguments + ")";
}

// Long: owner, comment, each privilege.
std::string SqlParts::SaidOf(const Object& object, std::string_view kind,
                             const std::string& name, bool for_all) const {
  std::string on = std::string(kind) + " " + name;
  std::string out;
  const Note* owner = view_.Said(object, Trait::kOwner);
  if (owner != nullptr) {
    out += ";\nALTER " + on + " OWNER TO " + QuotedName(owner->value);
  }
  const Note* comment = view_.Said(object, Trait::kComment);
  if (comment != nullptr && !comment->value.empty()) {
    out += ";\nCOMMENT ON " + on + " IS " + QuotedText(comment->value);
  }
  std::vector<Access> access = AccessTo(view_, object);
  if (for_all && IsTakenFromAll(access)) {
    out += ";\nREVOKE ALL ON " + on + " FROM PUBLIC";
  }
  for (const Access& one : access) {
    if (for_all && one.role.empty() && one.grantable.empty()) continue;
    for (std::string_view word : one.privileges) {
      out += ";\nGRANT " + UpperWord(word) + " ON " + on + " TO " +
             RoleText(one.role);
      if (std::ranges::count(one.grantable, word) > 0) {
        out += " WITH GRANT OPTION";
      }
    }
  }
  return out;
}

std::vector<std::string> SqlParts::DefaultPrivileges() const {
  std::vector<std::string> out;
  for (const DefaultAccess& one : DefaultAccesses(view_)) {
    std::string head = "ALTER DEFAULT PRIVILEGES";
    if (!one.role.empty()) head += " FOR ROLE " + QuotedName(one.role);
    if (!one.schema.empty()) head += " IN SCHEMA " + QuotedName(one.schema);
    std::string on = " ON " + std::string(PluralOf(one.object));
    bool for_all = one.schema.empty() && (one.object == ObjectKind::kFunction ||
                                          one.object == ObjectKind::kType);
    if (for_all && IsTakenFromAll(one.access)) {
      out.push_back(head + " REVOKE ALL" + on + " FROM PUBLIC");
    }
    for (const Access& access : one.access) {
      for (std::string_view word : access.privileges) {
        std::string grant = head + " GRANT " + UpperWord(word) + on + " TO " +
                            RoleText(access.role);
        if (std::ranges::count(access.grantable, word) > 0) {
          grant += " WITH GRANT OPTION";
        }
        out.push_back(grant);
      }
    }
  }
  return out;
}

}  // namespace interlock::sql
