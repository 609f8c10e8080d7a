// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/catalog_parts_json.h"

#include <algorithm>
#include <string>

#include "analyzers/sql/catalog_sequence.h"
#include "analyzers/sql/publications.h"

namespace interlock::sql {
namespace {

constexpr std::string_view kCommands[] = {"all", "select", "insert", "update",
                                          "delete"};

std::string_view CommandName(PolicyCommand command) {
  return kCommands[static_cast<size_t>(command)];
}

void Strings(std::string_view key, const std::vector<std::string_view>& texts,
             JsonWriter& out) {
  out.Key(key).BeginArray();
  for (std::string_view text : texts) out.String(text);
  out.EndArray();
}

void Comment(const View& view, const Object& object, JsonWriter& out) {
  const Note* said = view.Said(object, Trait::kComment);
  if (said != nullptr && !said->value.empty()) {
    out.Field("comment", said->value);
  }
}

std::string Full(const QualifiedName& name) {
  return std::string(name.schema) + "." + std::string(name.name);
}

std::string_view EnabledOf(const View& view, const Object& object) {
  const Note* said = view.Said(object, Trait::kEnabled);
  return said == nullptr ? "O" : said->value;
}

void WriteStatistics(const View& view, JsonWriter& out) {
  out.Key("statistics").BeginArray();
  for (const StatisticsFact* fact : view.catalog().statistics()) {
    if (!fact->AliveAt(view.time())) continue;
    const Note* moved = view.Said(*fact, Trait::kSchema);
    out.BeginObject();
    out.Field("schema", moved == nullptr ? fact->schema : moved->value);
    out.Field("name", view.NameOf(*fact));
    out.Field("table", Full(view.NameOf(*fact->relation)));
    std::vector<std::string_view> columns;
    for (const Ident& column : fact->columns) {
      columns.push_back(view.Renamed(*fact->relation, column.text, fact->born));
    }
    Strings("columns", columns, out);
    out.IntField("expressions",
                 static_cast<int64_t>(fact->def->expressions.size()));
    std::vector<std::string_view> kinds;
    for (const Ident& kind : fact->def->kinds) kinds.push_back(kind.text);
    Strings("kinds", kinds, out);
    WriteSaid(view, *fact, out);
    out.EndObject();
  }
  out.EndArray();
}

void WritePublications(const View& view, JsonWriter& out) {
  out.Key("publications").BeginArray();
  for (const PublicationFact* fact : view.catalog().publications()) {
    if (!fact->AliveAt(view.time())) continue;
    PublicationMembers members = MembersOf(view, *fact);
    out.BeginObject().Field("name", view.NameOf(*fact));
    out.BoolField("all_tables", members.all_tables);
    out.Key("tables").BeginArray();
    for (const auto& [name, table] : members.tables) {
      out.BeginObject().Field("table", name);
      if (!table.columns.empty()) Strings("columns", table.columns, out);
      out.EndObject();
    }
    out.EndArray();
    Strings("schemas", members.schemas, out);
    WriteSaid(view, *fact, out);
    out.EndObject();
  }
  out.EndArray();
}

void WriteSchemaFacts(const View& view, JsonWriter& out) {
  out.Key("schema_facts").BeginArray();
  for (const Slot* slot : view.catalog().schemas()) {
    const auto* schema = static_cast<const Object*>(slot->At(view.time()));
    if (schema == nullptr || schema->notes == nullptr) continue;
    out.BeginObject().Field("schema", slot->name);
    WriteSaid(view, *schema, out);
    out.EndObject();
  }
  out.EndArray();
}

}  // namespace

void WriteGrants(const std::vector<Access>& access, JsonWriter& out) {
  if (access.empty()) return;
  out.Key("grants").BeginArray();
  for (const Access& one : access) {
    out.BeginObject().Field("role", one.role.empty() ? "public" : one.role);
    Strings("privileges", one.privileges, out);
    if (!one.grantable.empty()) Strings("grantable", one.grantable, out);
    out.EndObject();
  }
  out.EndArray();
}

void WriteSaid(const View& view, const Object& object, JsonWriter& out) {
  if (const Note* owner = view.Said(object, Trait::kOwner)) {
    out.Field("owner", owner->value);
  }
  WriteGrants(AccessTo(view, object), out);
  if (!IsAccessKnown(view, object)) out.BoolField("grants_known", false);
  Comment(view, object, out);
}

void WriteTriggerJson(const View& view, const TriggerFact& trigger,
                      JsonWriter& out) {
  constexpr std::string_view kTimings[] = {"before", "after", "instead of"};
  constexpr std::string_view kEvents[] = {"insert", "update", "delete",
                                          "truncate"};
  const CreateTrigger& def = *trigger.def;
  out.BeginObject().Field("name", view.NameOf(trigger)).Key("function");
  if (trigger.function != nullptr) {
    out.String(
        Full(view.NameOf(static_cast<const FunctionFact&>(*trigger.function))));
  } else {
    out.Null();
  }
  out.Field("timing", kTimings[static_cast<size_t>(def.timing)]);
  std::vector<std::string_view> events;
  for (size_t i = 0; i < std::size(kEvents); ++i) {
    if (def.events & (1u << i)) events.push_back(kEvents[i]);
  }
  Strings("events", events, out);
  out.Field("level", def.for_each_row ? "row" : "statement");
  if (!def.columns.empty()) {
    std::vector<std::string_view> columns;
    for (const Ident& column : def.columns) {
      columns.push_back(
          view.Renamed(*trigger.relation, column.text, trigger.born));
    }
    Strings("columns", columns, out);
  }
  if (def.when().present()) out.BoolField("has_when", true);
  if (def.constraint) out.BoolField("constraint", true);
  if (def.deferrable) out.BoolField("deferrable", true);
  if (def.initially_deferred) out.BoolField("initially_deferred", true);
  out.Field("enabled", EnabledOf(view, trigger));
  Comment(view, trigger, out);
  out.EndObject();
}

void WritePolicyJson(const View& view, const PolicyFact& policy,
                     JsonWriter& out) {
  std::span<const Ident> roles = policy.def->roles;
  bool has_using = policy.def->using_expr.present();
  bool has_check = policy.def->check.present();
  bool told = false;  // the newest word on its roles
  for (auto* at = policy.changes; at != nullptr; at = at->next) {
    if (at->when >= view.time()) continue;
    has_using |= at->op->using_expr.present();
    has_check |= at->op->check.present();
    if (!told && !at->op->roles.empty()) {
      roles = at->op->roles;
      told = true;
    }
  }
  out.BeginObject().Field("name", view.NameOf(policy));
  out.BoolField("permissive", policy.def->permissive);
  out.Field("command", CommandName(policy.def->command));
  std::vector<std::string_view> names;
  for (const Ident& role : roles) names.push_back(role.text);
  if (names.empty()) names.emplace_back("public");
  std::ranges::sort(names);
  Strings("roles", names, out);
  out.BoolField("has_using", has_using);
  out.BoolField("has_check", has_check);
  Comment(view, policy, out);
  out.EndObject();
}

void WriteRuleJson(const View& view, const RuleFact& rule, JsonWriter& out) {
  out.BeginObject().Field("name", view.NameOf(rule));
  out.Field("event", CommandName(rule.def->event));
  out.BoolField("instead", rule.def->instead);
  out.Field("enabled", EnabledOf(view, rule));
  Comment(view, rule, out);
  out.EndObject();
}

void WriteSequenceOptions(const View& view, const Relation& sequence,
                          JsonWriter& out) {
  if (sequence.assumed || sequence.parts == nullptr) return;
  SequenceState state = StateOf(view, sequence);
  out.Field("type", state.type);
  out.IntField("start", state.start);
  out.IntField("increment", state.increment);
  out.IntField("minimum", state.minimum);
  out.IntField("maximum", state.maximum);
  out.IntField("cache", state.cache);
  out.BoolField("cycle", state.cycle);
}

void WriteOthers(const View& view, JsonWriter& out) {
  out.Key("default_privileges").BeginArray();
  for (const DefaultAccess& one : DefaultAccesses(view)) {
    out.BeginObject();
    if (!one.role.empty()) out.Field("role", one.role);
    if (!one.schema.empty()) out.Field("schema", one.schema);
    out.Field("object", NameOf(one.object));
    WriteGrants(one.access, out);
    out.EndObject();
  }
  out.EndArray();
  WriteStatistics(view, out);
  WritePublications(view, out);
  WriteSchemaFacts(view, out);
}

}  // namespace interlock::sql
