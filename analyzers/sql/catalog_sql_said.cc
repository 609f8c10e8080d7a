// SPDX-License-Identifier: Apache-2.0
// What belongs to a table or is said of it, as SQL.
#include <algorithm>

#include "analyzers/sql/catalog_access.h"
#include "analyzers/sql/catalog_sql_parts.h"
#include "analyzers/sql/catalog_text.h"
#include "analyzers/sql/policy_state.h"

namespace interlock::sql {

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
    arguments += (arguments.empty() ? "" : ", ") + QuotedText(argument);
  }
  const auto& function = static_cast<const FunctionFact&>(*trigger.function);
  return out + " EXECUTE FUNCTION " + QuotedName(view_.NameOf(function)) + "(" +
         arguments + ")";
}

std::string SqlParts::PolicyText(const PolicyFact& policy) const {
  const CreatePolicy& def = *policy.def;
  PolicyState state = StateOf(view_, policy);
  constexpr std::string_view kCommands[] = {"ALL", "SELECT", "INSERT", "UPDATE",
                                            "DELETE"};
  std::string out = "CREATE POLICY " + QuotedName(view_.NameOf(policy)) +
                    " ON " + Full(*policy.relation);
  if (!def.permissive) out += " AS RESTRICTIVE";
  out += " FOR " + std::string(kCommands[static_cast<size_t>(def.command)]);
  std::string to;
  for (const Ident& role : state.roles) {
    to += (to.empty() ? " TO " : ", ") +
          (role.text == "public" ? "PUBLIC" : QuotedName(role.text));
  }
  out += to;
  if (state.uses->present()) {
    out +=
        " USING " + InParens(Today(*policy.relation, *state.uses, state.used));
  }
  if (state.check->present()) {
    out += " WITH CHECK " +
           InParens(Today(*policy.relation, *state.check, state.checked));
  }
  return out;
}

// Long: one part for each kind of thing.
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
    out.push_back(alter + " REPLICA IDENTITY " + UpperWord(identity->value));
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
    std::string name = QuotedName(view_.NameOf(rule));
    std::string text = RuleText(rule);
    out.push_back(text);
    if (text.starts_with("--")) return;
    const Note* comment = view_.Said(rule, Trait::kComment);
    if (comment != nullptr && !comment->value.empty()) {
      out.push_back("COMMENT ON RULE " + name + " ON " + Full(table) + " IS " +
                    QuotedText(comment->value));
    }
    const Note* said = view_.Said(rule, Trait::kEnabled);
    if (said == nullptr || said->value == "O") return;
    std::string_view word = said->value == "D"   ? " DISABLE RULE "
                            : said->value == "A" ? " ENABLE ALWAYS RULE "
                                                 : " ENABLE REPLICA RULE ";
    out.push_back(alter + std::string(word) + name);
  });
  return out;
}

// Long: comments, owner, privileges.
std::vector<std::string> SqlParts::Said(const Relation& relation) const {
  std::vector<std::string> out;
  std::string name = Full(relation);
  std::string kind = UpperWord(NameOf(relation.kind));
  auto comment = [&](const std::string& on, std::string_view text) {
    out.push_back("COMMENT ON " + on + " IS " + QuotedText(text));
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
          "GRANT " + UpperWord(word) + columns + " ON " +
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
