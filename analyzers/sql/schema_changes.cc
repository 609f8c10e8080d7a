// SPDX-License-Identifier: Apache-2.0
// Changes of what is there already, and indexes, of the schema that goes back.
#include <algorithm>

#include "analyzers/sql/chosen_names.h"
#include "analyzers/sql/schema_state.h"
#include "core/text.h"

namespace interlock::sql {

void SchemaState::Apply(const AlterGenerated& op) {
  NodeId id = NeedColumn(op.table, op.column.text);
  if (id == kNoNode) return;
  NodeId table = nodes_[id].parent;
  SchemaNode& node = Edit(id);
  switch (op.change) {
    case GeneratedChange::kAddIdentity: {
      node.props["generated"] = GeneratedTextOf(op.generated);
      std::string_view column = node.name;
      std::string name(
          ChosenName(nodes_[table].name, std::span(&column, 1), "seq"));
      std::string type = node.props["type"];
      name = FreeName(table, name, true);
      NodeId sequence =
          Add(NodeKind::kSequence, nodes_[table].schema, name, table);
      nodes_[sequence].props["type"] = type;
      Ref(sequence, id);
      return;
    }
    case GeneratedChange::kSetIdentity:
      if (op.generated != Generated::kNo) {
        node.props["generated"] = GeneratedTextOf(op.generated);
      }
      return;
    case GeneratedChange::kDropIdentity:
      node.props.erase("generated");
      for (NodeId other : std::vector<NodeId>(dependents_[id])) {
        if (nodes_[other].kind == NodeKind::kSequence) Kill(other, false);
      }
      return;
    case GeneratedChange::kSetExpression:
      node.props["expression"] = Text(op.expression.span);
      return;
    case GeneratedChange::kDropExpression:
      node.props.erase("generated");
      node.props.erase("expression");
      return;
  }
}

// Long: what CREATE INDEX says of an index.
void SchemaState::Apply(const CreateIndex& op) {
  NodeId table = NeedRelation(op.table);
  if (table == kNoNode) return;
  std::string schema = nodes_[table].schema;
  std::string name(op.name.text);
  if (name.empty()) {
    std::vector<std::string_view> names;
    for (const IndexColumn& column : op.columns) {
      std::string_view one = column.column.text;
      if (one.empty()) {
        auto functions = column.expression.functions();
        one = functions.empty() ? "expr" : functions.front().name;
      }
      names.push_back(one);
    }
    name = FreeName(table, ChosenName(nodes_[table].name, names, "idx"), true);
  } else if (Lookup("r:" + schema + "." + name) != kNoNode) {
    if (!op.if_not_exists) Doubt("index " + name + " exists already");
    return;
  }
  NodeId id = Add(NodeKind::kIndex, schema, name, table);
  auto& props = nodes_[id].props;
  if (op.unique) props["unique"] = "yes";
  if (op.method != "btree") props["method"] = op.method;
  if (op.nulls_not_distinct) props["nulls"] = "not distinct";
  if (op.where.present()) props["where"] = ExprText(op.where, table);
  std::string parts;
  auto refer = [&](std::string_view column) {
    NodeId one = Part(table, NodeKind::kColumn, column);
    Ref(id, one);
    return one;
  };
  for (const IndexColumn& column : op.columns) {
    if (!column.column.empty()) {
      NodeId one = refer(column.column.text);
      if (one != kNoNode) nodes_[id].keys.push_back(one);
      parts += column.descending ? " desc" : " asc";
    } else {
      parts += " (" + ExprText(column.expression, table) + ")";
      for (const Ident& one : column.expression.columns()) refer(one.text);
    }
    if (!column.opclass.empty())
      parts += " " + std::string(column.opclass.text);
    if (column.nulls != NullsOrder::kDefault &&
        (column.nulls == NullsOrder::kFirst) != column.descending) {
      parts += " nulls";
    }
  }
  nodes_[id].props["parts"] = parts;
  for (const Ident& one : op.where.columns()) refer(one.text);
  std::string include;
  for (const Ident& one : op.include) {
    include += " " + std::string(one.text);
    refer(one.text);
  }
  if (!include.empty()) nodes_[id].props["include"] = include;
}

void SchemaState::Apply(const RenameObject& op) {
  NodeId id = ObjectNamed(op.object, op.name, op.part, op.identity);
  if (id == kNoNode) {
    bool skip = op.if_exists && Relation(op.name) == kNoNode;
    if (!skip) Doubt(std::string(op.name.name) + " is not known");
    return;
  }
  if (op.object == ObjectKind::kAttribute || op.object == ObjectKind::kSchema) {
    return Doubt("a rename that is not followed");
  }
  bool function = nodes_[id].kind == NodeKind::kFunction;
  std::string name(op.to.text);
  if (function) {
    const std::string& old = nodes_[id].name;
    name += old.substr(std::min(old.find('('), old.size()));
  }
  Rename(id, nodes_[id].schema, name);
}

void SchemaState::Apply(const SetSchema& op) {
  NodeId id = ObjectNamed(op.object, op.name, {}, op.identity);
  if (id == kNoNode) return Doubt(std::string(op.name.name) + " is not known");
  Rename(id, op.to.text, nodes_[id].name);
  // Indexes and owned sequences go with their table.
  for (NodeId child : std::vector<NodeId>(children_[id])) {
    const SchemaNode& node = nodes_[child];
    bool moves =
        node.kind == NodeKind::kIndex || node.kind == NodeKind::kSequence;
    if (node.alive && moves) Rename(child, op.to.text, std::string(node.name));
  }
}

// Long: one case for each property.
void SchemaState::Apply(const AlterTable& op) {
  NodeId id = NeedRelation(op.table);
  if (id == kNoNode) return;
  auto set = [&](const std::string& key, std::string value) {
    auto& props = Edit(id).props;
    props.erase(key);
    if (!value.empty()) props[key] = std::move(value);
  };
  std::string argument(op.argument.text);
  switch (op.change) {
    case TableChange::kSetLogged:
      return set("unlogged", "");
    case TableChange::kSetUnlogged:
      return set("unlogged", "yes");
    case TableChange::kEnableRls:
      return set("row security", "enabled");
    case TableChange::kDisableRls:
      return set("row security", "");
    case TableChange::kForceRls:
      return set("force row security", "yes");
    case TableChange::kNoForceRls:
      return set("force row security", "");
    case TableChange::kOwner:
      return set("owner", argument);
    case TableChange::kSetTablespace:
      return set("tablespace", argument);
    case TableChange::kReplicaIdentity:
      if (op.replica_identity == '\0') return Doubt("an identity is not known");
      return set("replica identity", op.replica_identity == 'd'
                                         ? ""
                                         : op.replica_identity + argument);
    case TableChange::kSetOptions:
      for (const Option& option : op.options) {
        set("option " + std::string(option.name.text),
            option.has_value ? AsciiLower(option.value) : "true");
      }
      return;
    case TableChange::kResetOptions:
      for (const Option& option : op.options) {
        set("option " + std::string(option.name.text), "");
      }
      return;
    case TableChange::kEnableTrigger:
    case TableChange::kDisableTrigger:
    case TableChange::kEnableAlwaysTrigger:
    case TableChange::kEnableReplicaTrigger: {
      NodeId trigger = Part(id, NodeKind::kTrigger, op.argument.text);
      if (trigger == kNoNode) return Doubt("a trigger is not known");
      auto& props = Edit(trigger).props;
      props.erase("enabled");
      if (op.change != TableChange::kEnableTrigger) {
        props["enabled"] = std::to_string(static_cast<int>(op.change));
      }
      return;
    }
    case TableChange::kStatistics:
    case TableChange::kStorage:
    case TableChange::kCompression: {
      NodeId column = Part(id, NodeKind::kColumn, op.argument.text);
      if (column == kNoNode) return Doubt("a column is not known");
      std::string key = op.change == TableChange::kStatistics ? "statistics"
                        : op.change == TableChange::kStorage  ? "storage"
                                                              : "compression";
      std::string value = AsciiLower(op.value);
      auto& props = Edit(column).props;
      props.erase(key);
      if (value != "-1" && value != "default") props[key] = value;
      return;
    }
    default:
      return Doubt("an ALTER TABLE that is not followed");
  }
}

// Long: each kind of object has its own privileges.
void SchemaState::Apply(const Grant& op) {
  bool table = op.object == ObjectKind::kTable;
  bool known = op.scope == GrantScope::kNamed && !op.cascade;
  if (!known) return Doubt("privileges that are not followed");
  std::vector<std::string> wanted;
  for (const Privilege& one : op.privileges) {
    if (!one.columns.empty()) return Doubt("privileges on columns");
    wanted.push_back(AsciiLower(one.name.text));
  }
  if (wanted.empty()) {
    if (table) {
      wanted = {"delete",  "insert",   "references", "select",
                "trigger", "truncate", "update"};
    } else if (op.object == ObjectKind::kFunction) {
      wanted = {"execute"};
    } else if (op.object == ObjectKind::kType ||
               op.object == ObjectKind::kDomain) {
      wanted = {"usage"};
    } else if (op.object == ObjectKind::kSequence) {
      wanted = {"select", "update", "usage"};
    } else if (op.object == ObjectKind::kSchema) {
      wanted = {"create", "usage"};
    } else {
      return Doubt("privileges that are not followed");
    }
  }
  std::vector<std::string> roles;
  for (const Ident& role : op.grantees) roles.emplace_back(role.text);
  if (op.to_public) roles.emplace_back("public");
  for (size_t i = 0; i < op.names.size(); ++i) {
    const Identity* identity =
        i < op.identities.size() ? &op.identities[i] : nullptr;
    NodeId id = ObjectNamed(op.object, op.names[i], {}, identity);
    if (id == kNoNode) return Doubt("privileges on what is not known");
    auto& props = Edit(id).props;
    for (const std::string& role : roles) {
      std::string& now = props["privilege " + role];
      std::vector<std::string> held;
      for (std::string_view one : Split(now, ',')) {
        if (!one.empty()) held.emplace_back(one);
      }
      for (const std::string& one : wanted) {
        std::erase(held, one);
        std::erase(held, one + "*");
        if (!op.revoke) held.push_back(one + (op.grant_option ? "*" : ""));
        if (op.revoke && op.grant_option) held.push_back(one);
      }
      std::ranges::sort(held);
      now = Join(held, ",");
      if (now.empty()) props.erase("privilege " + role);
    }
  }
}

}  // namespace interlock::sql
