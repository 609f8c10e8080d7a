// SPDX-License-Identifier: Apache-2.0
// What belongs to a table or is said of it, as SQL.
#include <algorithm>

#include "analyzers/sql/catalog_access.h"
#include "analyzers/sql/catalog_sql_parts.h"
#include "analyzers/sql/catalog_text.h"

namespace interlock::sql {
namespace {

std::string Quoted(std::string_view text) {
  std::string out = "'";
  for (char c : text) {
    if (c == '\'') out += c;
    out += c;
  }
  return out + "'";
}

std::string Upper(std::string_view word) {
  std::string out(word);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

// The first expression in brackets of a text that may say more after it.
std::string InParens(std::string_view text) {
  size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == text.npos || text[begin] != '(') {
    return "(" + std::string(text) + ")";
  }
  int depth = 0;
  char quote = '\0';
  for (size_t at = begin; at < text.size(); ++at) {
    char c = text[at];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')' && --depth == 0) {
      return std::string(text.substr(begin, at + 1 - begin));
    }
  }
  return "(" + std::string(text) + ")";
}

}  // namespace

std::string SqlParts::Today(const Relation& relation, const Expr& expr,
                            Time written) const {
  std::vector<std::string_view> names;
  for (const Ident& column : expr.columns()) {
    names.push_back(view_.Renamed(relation, column.text, written));
  }
  return RenamedText(history_, expr, written, names);
}

// Long: each clause of CREATE TRIGGER.
std::string SqlParts::TriggerText(const TriggerFact& trigger) const {
  const CreateTrigger& def = *trigger.def;
  std::string name = QuotedName(view_.NameOf(trigger));
  if (trigger.function == nullptr) return "-- not known: trigger " + name;
  constexpr std::string_view kTimings[] = {"BEFORE", "AFTER", "INSTEAD OF"};
  std::string out =
      def.constraint ? "CREATE CONSTRAINT TRIGGER " : "CREATE TRIGGER ";
  out += name + " " + std::string(kTimings[static_cast<size_t>(def.timing)]);
  std::string events;
  auto add = [&](TriggerEvent event, const std::string& text) {
    if ((def.events & event) == 0) return;
    events += (events.empty() ? " " : " OR ") + text;
  };
  std::vector<std::string_view> columns;
  for (const Ident& column : def.columns) {
    columns.push_back(
        view_.Renamed(*trigger.relation, column.text, trigger.born));
  }
  add(kOnInsert, "INSERT");
  add(kOnUpdate, columns.empty() ? "UPDATE" : "UPDATE OF " + List(columns));
  add(kOnDelete, "DELETE");
  add(kOnTruncate, "TRUNCATE");
  out += events + " ON " + Full(*trigger.relation);
  if (def.deferrable) out += " DEFERRABLE";
  if (def.initially_deferred) out += " INITIALLY DEFERRED";
  if (!def.old_table.empty() || !def.new_table.empty()) {
    out += " REFERENCING";
    if (!def.old_table.empty()) {
      out += " OLD TABLE AS " + QuotedName(def.old_table.text);
    }
    if (!def.new_table.empty()) {
      out += " NEW TABLE AS " + QuotedName(def.new_table.text);
    }
  }
  out += def.for_each_row ? " FOR EACH ROW" : " FOR EACH STATEMENT";
  if (def.when().present()) {
    out += " WHEN (" + Today(*trigger.relation, def.when(), trigger.born) + ")";
  }
  std::string arguments;
  for (std::string_view argument : def.arguments) {
    arguments += (arguments.empty() ? "" : ", ") + Quoted(argument);
  }
  const auto& function = static_cast<const FunctionFact&>(*trigger.function);
  return out + " EXECUTE FUNCTION " + QuotedName(view_.NameOf(function)) + "(" +
         arguments + ")";
}

std::string SqlParts::PolicyText(const PolicyFact& policy) const {
  const CreatePolicy& def = *policy.def;
  std::span<const Ident> roles = def.roles;
  const Expr* uses = &def.using_expr;
  const Expr* check = &def.check;
  Time used = policy.born;
  Time checked = policy.born;
  std::vector<const PolicyChange*> changes;
  for (auto* at = policy.changes; at != nullptr; at = at->next) {
    if (at->when < view_.time()) changes.push_back(at);
  }
  for (auto at = changes.rbegin(); at != changes.rend(); ++at) {
    const AlterPolicy& op = *(*at)->op;
    if (!op.roles.empty()) roles = op.roles;
    if (op.using_expr.present()) uses = &op.using_expr;
    if (op.using_expr.present()) used = (*at)->when;
    if (op.check.present()) check = &op.check;
    if (op.check.present()) checked = (*at)->when;
  }
  constexpr std::string_view kCommands[] = {"ALL", "SELECT", "INSERT", "UPDATE",
                                            "DELETE"};
  std::string out = "CREATE POLICY " + QuotedName(view_.NameOf(policy)) +
                    " ON " + Full(*policy.relation);
  if (!def.permissive) out += " AS RESTRICTIVE";
  out += " FOR " + std::string(kCommands[static_cast<size_t>(def.command)]);
  std::string to;
  for (const Ident& role : roles) {
    to += (to.empty() ? " TO " : ", ") +
          (role.text == "public" ? "PUBLIC" : QuotedName(role.text));
  }
  out += to;
  if (uses->present()) {
    out += " USING " + InParens(Today(*policy.relation, *uses, used));
  }
  if (check->present()) {
    out += " WITH CHECK " + InParens(Today(*policy.relation, *check, checked));
  }
  return out;
}

std::vector<std::string> SqlParts::Rest(const Relation& table) const {
  std::vector<std::string> out;
  auto yes = [&](Trait trait) {
    const Note* said = view_.Said(table, trait);
    return said != nullptr && !said->value.empty();
  };
  std::string alter = "ALTER TABLE " + Full(table);
  if (yes(Trait::kRowSecurity))
    out.push_back(alter + " ENABLE ROW LEVEL SECURITY");
  if (yes(Trait::kForcedRowSecurity)) {
    out.push_back(alter + " FORCE ROW LEVEL SECURITY");
  }
  const Note* identity = view_.Said(table, Trait::kReplicaIdentity);
  if (identity != nullptr && identity->value != "index") {
    out.push_back(alter + " REPLICA IDENTITY " + Upper(identity->value));
  }
  view_.EachTrigger(table, [&](const TriggerFact& trigger) {
    if (trigger.cloned) return;
    std::string name = QuotedName(view_.NameOf(trigger));
    out.push_back(TriggerText(trigger));
    const Note* said = view_.Said(trigger, Trait::kEnabled);
    if (said == nullptr || said->value == "O") return;
    std::string_view word = said->value == "D"   ? " DISABLE TRIGGER "
                            : said->value == "A" ? " ENABLE ALWAYS TRIGGER "
                                                 : " ENABLE REPLICA TRIGGER ";
    out.push_back(alter + std::string(word) + name);
  });
  view_.EachPolicy(table, [&](const PolicyFact& policy) {
    out.push_back(PolicyText(policy));
  });
  view_.EachRule(table, [&](const RuleFact& rule) {
    out.push_back("-- not known: rule " + QuotedName(view_.NameOf(rule)));
  });
  return out;
}

// Long: comments, owner, privileges.
std::vector<std::string> SqlParts::Said(const Relation& relation) const {
  std::vector<std::string> out;
  std::string name = Full(relation);
  std::string kind = Upper(NameOf(relation.kind));
  auto comment = [&](const std::string& on, std::string_view text) {
    out.push_back("COMMENT ON " + on + " IS " + Quoted(text));
  };
  const Note* said = view_.Said(relation, Trait::kComment);
  if (said != nullptr && !said->value.empty()) {
    comment(kind + " " + name, said->value);
  }
  if (relation.kind == RelationKind::kIndex) return out;
  for (const Column& column : view_.Columns(relation)) {
    std::string_view text = ColumnComment(view_, relation, column);
    if (!text.empty()) {
      comment("COLUMN " + name + "." + QuotedName(column.name), text);
    }
  }
  view_.EachConstraint(relation, [&](const ConstraintFact& fact) {
    const Note* note = view_.Said(fact, Trait::kComment);
    if (note == nullptr || note->value.empty()) return;
    comment("CONSTRAINT " + QuotedName(view_.NameOf(fact)) + " ON " + name,
            note->value);
  });
  if (const Note* owner = view_.Said(relation, Trait::kOwner)) {
    out.push_back("ALTER " + kind + " " + name + " OWNER TO " +
                  QuotedName(owner->value));
  }
  bool sequence = relation.kind == RelationKind::kSequence;
  auto grant = [&](const Access& access, const std::string& columns) {
    for (std::string_view word : access.privileges) {
      std::string one =
          "GRANT " + Upper(word) + columns + " ON " +
          (sequence ? "SEQUENCE " : "") + name + " TO " +
          (access.role.empty() ? "PUBLIC" : QuotedName(access.role));
      if (std::ranges::count(access.grantable, word) > 0) {
        one += " WITH GRANT OPTION";
      }
      out.push_back(one);
    }
  };
  for (const Access& access : AccessTo(view_, relation)) grant(access, "");
  for (const Column& column : view_.Columns(relation)) {
    for (const Access& access : AccessTo(view_, relation, column)) {
      grant(access, " (" + QuotedName(column.name) + ")");
    }
  }
  return out;
}

}  // namespace interlock::sql
