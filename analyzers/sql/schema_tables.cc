// SPDX-License-Identifier: Apache-2.0
// Tables, columns, constraints and indexes of the schema that goes back.
#include <algorithm>

#include "analyzers/sql/chosen_names.h"
#include "analyzers/sql/reversibility.h"
#include "analyzers/sql/schema_state.h"
#include "core/text.h"

namespace interlock::sql {
namespace {

std::string_view BaseOfSerial(std::string_view type) {
  if (type == "serial" || type == "serial4") return "int4";
  if (type == "bigserial" || type == "serial8") return "int8";
  if (type == "smallserial" || type == "serial2") return "int2";
  return {};
}

std::string_view KindText(ConstraintKind kind) {
  constexpr std::string_view kNames[] = {
      "not null", "check", "unique", "primary key", "foreign key", "exclude"};
  return kNames[static_cast<size_t>(kind)];
}

std::string_view Suffix(ConstraintKind kind) {
  constexpr std::string_view kNames[] = {"not_null", "check", "key",
                                         "pkey",     "fkey",  "excl"};
  return kNames[static_cast<size_t>(kind)];
}

std::string OptionsText(std::span<const Option> options) {
  std::vector<std::string> parts;
  for (const Option& option : options) {
    parts.push_back(std::string(option.space) + "." +
                    std::string(option.name.text) + "=" +
                    AsciiLower(option.value));
  }
  std::ranges::sort(parts);
  return Join(parts, ",");
}

}  // namespace

std::string_view GeneratedTextOf(Generated generated) {
  constexpr std::string_view kNames[] = {
      "", "always as identity", "by default as identity", "stored", "virtual"};
  return kNames[static_cast<size_t>(generated)];
}

std::string SchemaState::Text(Span span) const {
  return Normalised(file_->source->Text(span));
}

void SchemaState::SetType(NodeId column, const TypeName& type) {
  SchemaNode& node = nodes_[column];
  std::string_view serial = BaseOfSerial(type.name());
  NodeId user = serial.empty() ? Type(type.schema(), type.name()) : kNoNode;
  node.type = user;
  std::string text = serial.empty() ? Spelled(type) : std::string(serial);
  if (user != kNoNode) {
    size_t cut = text.find_first_of("[(");
    text = cut == text.npos ? "" : text.substr(cut);
    dependents_[user].push_back(column);
  }
  node.props["type"] = text;
}

NodeId SchemaState::AddColumnTo(NodeId table, const ColumnDef& def) {
  NodeId id = Add(NodeKind::kColumn, "", std::string(def.name.text), table);
  nodes_[id].position = static_cast<uint32_t>(children_[table].size());
  SetType(id, def.type);
  auto& props = nodes_[id].props;
  const Expr& value = def.default_value();
  if (value.present() && value.shape != ExprShape::kNull) {
    props["default"] = Text(value.span);
  }
  bool serial = !BaseOfSerial(def.type.name()).empty();
  bool identity = def.generated == Generated::kIdentityAlways ||
                  def.generated == Generated::kIdentityByDefault;
  if (def.not_null || serial || identity) props["not null"] = "yes";
  if (def.generated != Generated::kNo) {
    props["generated"] = GeneratedTextOf(def.generated);
    if (def.generated_as().present()) {
      props["expression"] = ExprText(def.generated_as(), table);
      for (const Ident& column : def.generated_as().columns()) {
        Need(id, Part(table, NodeKind::kColumn, column.text));
      }
    }
  }
  if (!def.collation().empty()) props["collation"] = def.collation().text;
  if (serial || identity) {
    std::string_view column = nodes_[id].name;
    std::string name(
        ChosenName(nodes_[table].name, std::span(&column, 1), "seq"));
    if (serial) nodes_[id].props["default"] = "nextval " + name;
    NodeId sequence =
        Add(NodeKind::kSequence, nodes_[table].schema, name, table);
    nodes_[sequence].props["type"] = nodes_[id].props["type"];
    Ref(sequence, id);
  }
  for (const Constraint& constraint : def.constraints()) {
    AddConstraintTo(table, constraint, id);
  }
  return id;
}

// Long: what each kind of constraint says.
NodeId SchemaState::AddConstraintTo(NodeId table, const Constraint& constraint,
                                    NodeId column) {
  std::vector<NodeId> columns;
  auto add = [&](const Ident& name) {
    NodeId one = Part(table, NodeKind::kColumn, name.text);
    if (one == kNoNode && !nodes_[table].opaque) {
      Doubt("column " + nodes_[table].name + "." + std::string(name.text) +
            " is not known");
    }
    if (one != kNoNode && std::ranges::find(columns, one) == columns.end()) {
      columns.push_back(one);
    }
  };
  const Expr& check = constraint.check();
  if (constraint.kind == ConstraintKind::kCheck) {
    for (const Ident& name : check.columns()) add(name);
  } else {
    for (const Ident& name : constraint.columns) add(name);
    if (columns.empty() && column != kNoNode) columns.push_back(column);
  }
  if (constraint.kind == ConstraintKind::kNotNull) {
    for (NodeId one : columns) Edit(one).props["not null"] = "yes";
    return kNoNode;
  }
  bool keyed = constraint.kind == ConstraintKind::kPrimaryKey ||
               constraint.kind == ConstraintKind::kUnique ||
               constraint.kind == ConstraintKind::kExclude;
  const Ident& index = constraint.using_index();
  NodeId used = kNoNode;
  if (!index.empty()) {
    used = NeedRelation({nodes_[table].schema, index.text, {}});
    if (used != kNoNode) columns = nodes_[used].keys;
  }
  std::string name(constraint.name.text);
  if (name.empty() && used != kNoNode) name = nodes_[used].name;
  if (name.empty()) {
    std::vector<std::string_view> names;
    bool single = constraint.kind == ConstraintKind::kCheck;
    for (NodeId one : columns) names.push_back(nodes_[one].name);
    if (constraint.kind == ConstraintKind::kPrimaryKey) names.clear();
    if (single && names.size() != 1) names.clear();
    name = FreeName(
        table, ChosenName(nodes_[table].name, names, Suffix(constraint.kind)),
        keyed);
  }
  if (used != kNoNode) Kill(used, false);
  if (constraint.kind == ConstraintKind::kPrimaryKey) {
    for (NodeId one : columns) Edit(one).props["not null"] = "yes";
  }
  NodeId id = Add(NodeKind::kConstraint, "", name, table);
  for (NodeId one : columns) Ref(id, one);
  auto& props = nodes_[id].props;
  props["kind"] = KindText(constraint.kind);
  if (constraint.kind == ConstraintKind::kCheck) {
    props["check"] = ExprText(check, table);
  } else {
    nodes_[id].keys = columns;
  }
  if (constraint.not_valid) props["valid"] = "no";
  if (!constraint.enforced) props["enforced"] = "no";
  if (constraint.deferrable) props["deferrable"] = "yes";
  if (constraint.initially_deferred) props["initially deferred"] = "yes";
  if (constraint.nulls_not_distinct) props["nulls"] = "not distinct";
  if (constraint.no_inherit) props["no inherit"] = "yes";
  if (constraint.kind == ConstraintKind::kExclude) {
    props["exclude"] = Text(constraint.span);
  }
  if (constraint.kind == ConstraintKind::kForeignKey) {
    const Reference& reference = *constraint.reference;
    bool self = reference.table.name == nodes_[table].name &&
                reference.table.schema.empty();
    NodeId other = self ? table : NeedRelation(reference.table);
    Need(id, other);
    std::string text;
    for (const Ident& one : reference.columns) {
      text += " " + std::string(one.text);
    }
    // Without columns it is the other's primary key.
    if (text.empty() && other != kNoNode) {
      for (NodeId child : children_[other]) {
        const SchemaNode& node = nodes_[child];
        if (!node.alive || node.kind != NodeKind::kConstraint) continue;
        if (node.props.at("kind") != "primary key") continue;
        for (NodeId key : node.keys) text += " " + nodes_[key].name;
      }
    }
    nodes_[id].props["to"] = text;
    nodes_[id].props["actions"] = {reference.on_delete, reference.on_update,
                                   reference.match};
  }
  return id;
}

// Long: what CREATE TABLE says of a table.
void SchemaState::Create(const CreateTable& op) {
  if (op.persistence == Persistence::kTemporary) return;
  std::string schema = SchemaFor(op.table);
  NodeId old = Lookup("r:" + schema + "." + std::string(op.table.name));
  if (old != kNoNode) {
    if (op.if_not_exists) return;
    Doubt(std::string(op.table.name) + " exists already");
    Kill(old, true);
  }
  NodeId id =
      Add(NodeKind::kTable, schema, std::string(op.table.name), kNoNode);
  const TableOrigin& origin = *op.origin;
  nodes_[id].opaque = op.as_query || !origin.inherits.empty() ||
                      !origin.likes.empty() || !origin.of_type.empty();
  auto& props = nodes_[id].props;
  if (op.persistence == Persistence::kUnlogged) props["unlogged"] = "yes";
  if (op.foreign) props["foreign"] = "yes";
  if (!origin.options.empty()) props["options"] = OptionsText(origin.options);
  if (op.partitioned) {
    std::string key;
    for (const Ident& one : origin.partition_key) {
      key += " " + std::string(one.text);
    }
    props["partitioned"] =
        std::to_string(static_cast<int>(origin.strategy)) + key;
  }
  if (!origin.partition_of.empty()) {
    NodeId parent = NeedRelation(origin.partition_of);
    if (parent != kNoNode) {
      Ref(id, parent);
      nodes_[id].props["partition of"] = nodes_[parent].name;
    }
    nodes_[id].props["bound"] = Text(origin.bound->span);
    nodes_[id].opaque = true;
  }
  if (op.as_query) return;
  for (const ColumnDef& def : op.columns) AddColumnTo(id, def);
  for (const Constraint& constraint : op.constraints) {
    AddConstraintTo(id, constraint, kNoNode);
  }
}

void SchemaState::DropPart(const Name& table, NodeKind kind,
                           std::string_view name, bool if_exists,
                           bool cascade) {
  NodeId relation = Relation(table);
  NodeId id = Part(relation, kind, name);
  if (id != kNoNode) return Kill(id, cascade);
  if (if_exists && relation != kNoNode && !nodes_[relation].opaque) return;
  Doubt(std::string(NameOf(kind)) + " " + std::string(table.name) + "." +
        std::string(name) + " is not known");
}

// Long: one case for each op.
bool SchemaState::ApplyTable(const Op& op) {
  if (const auto* create = As<CreateTable>(op)) {
    Create(*create);
  } else if (const auto* drop = As<DropTable>(op)) {
    for (const Name& name : drop->tables) {
      NodeId id = drop->if_exists ? Relation(name) : NeedRelation(name);
      if (id != kNoNode) Kill(id, drop->cascade);
    }
  } else if (const auto* rename = As<RenameTable>(op)) {
    NodeId id = rename->if_exists ? Relation(rename->table)
                                  : NeedRelation(rename->table);
    if (id != kNoNode) Rename(id, nodes_[id].schema, rename->to.text);
  } else if (const auto* renamed = As<RenameObject>(op)) {
    Apply(*renamed);
  } else if (const auto* moved = As<SetSchema>(op)) {
    Apply(*moved);
  } else if (const auto* index = As<CreateIndex>(op)) {
    Apply(*index);
  } else if (const auto* gone = As<DropIndex>(op)) {
    for (const Name& name : gone->indexes) {
      NodeId id = gone->if_exists ? Relation(name) : NeedRelation(name);
      if (id != kNoNode) Kill(id, gone->cascade);
    }
  } else if (const auto* alter = As<AlterTable>(op)) {
    Apply(*alter);
  } else if (const auto* attach = As<AttachPartition>(op)) {
    NodeId id = NeedRelation(attach->partition);
    if (id == kNoNode || attach->index) return true;
    SchemaNode& node = Edit(id);
    node.props["partition of"] = attach->table.name;
    node.props["bound"] = Text(attach->bound->span);
  } else if (const auto* detach = As<DetachPartition>(op)) {
    NodeId id = NeedRelation(detach->partition);
    if (id == kNoNode) return true;
    SchemaNode& node = Edit(id);
    node.props.erase("partition of");
    node.props.erase("bound");
    node.refs.clear();
  } else {
    return false;
  }
  return true;
}

// Long: one case for each change of a column or constraint.
bool SchemaState::ApplyColumn(const Op& op) {
  auto edit = [&](const Name& table, const Ident& column, auto change) {
    NodeId id = NeedColumn(table, column.text);
    if (id != kNoNode) change(Edit(id));
    return true;
  };
  switch (op.kind) {
    case OpKind::kAddColumn: {
      const auto& add = static_cast<const AddColumn&>(op);
      NodeId table = NeedRelation(add.table);
      if (table == kNoNode) return true;
      bool there =
          Part(table, NodeKind::kColumn, add.column.name.text) != kNoNode;
      if (there && add.if_not_exists) return true;
      if (there) Doubt("a column is added twice");
      if (!there) AddColumnTo(table, add.column);
      return true;
    }
    case OpKind::kDropColumn: {
      const auto& drop = static_cast<const DropColumn&>(op);
      DropPart(drop.table, NodeKind::kColumn, drop.column.text, drop.if_exists,
               drop.cascade);
      return true;
    }
    case OpKind::kAlterColumnType: {
      const auto& alter = static_cast<const AlterColumnType&>(op);
      return edit(alter.table, alter.column, [&](SchemaNode& node) {
        NodeId id = Part(node.parent, NodeKind::kColumn, node.name);
        SetType(id, alter.type);
        node.props.erase("collation");
        if (!alter.collation.empty()) {
          node.props["collation"] = alter.collation.text;
        }
      });
    }
    case OpKind::kSetNotNull: {
      const auto& set = static_cast<const SetNotNull&>(op);
      return edit(set.table, set.column,
                  [](SchemaNode& node) { node.props["not null"] = "yes"; });
    }
    case OpKind::kDropNotNull: {
      const auto& drop = static_cast<const DropNotNull&>(op);
      return edit(drop.table, drop.column,
                  [](SchemaNode& node) { node.props.erase("not null"); });
    }
    case OpKind::kSetDefault: {
      const auto& set = static_cast<const SetDefault&>(op);
      std::string text = Text(set.value.span);
      if (set.value.shape == ExprShape::kNull) text.clear();
      return edit(set.table, set.column, [&](SchemaNode& node) {
        node.props.erase("default");
        if (!text.empty()) node.props["default"] = text;
      });
    }
    case OpKind::kDropDefault: {
      const auto& drop = static_cast<const DropDefault&>(op);
      return edit(drop.table, drop.column,
                  [](SchemaNode& node) { node.props.erase("default"); });
    }
    case OpKind::kAlterGenerated:
      Apply(static_cast<const AlterGenerated&>(op));
      return true;
    case OpKind::kRenameColumn: {
      const auto& rename = static_cast<const RenameColumn&>(op);
      NodeId id = NeedColumn(rename.table, rename.column.text);
      if (id != kNoNode) Rename(id, "", rename.to.text);
      return true;
    }
    case OpKind::kAddConstraint: {
      const auto& add = static_cast<const AddConstraint&>(op);
      NodeId table = NeedRelation(add.table);
      if (table != kNoNode) AddConstraintTo(table, add.constraint, kNoNode);
      return true;
    }
    case OpKind::kDropConstraint: {
      const auto& drop = static_cast<const DropConstraint&>(op);
      DropPart(drop.table, NodeKind::kConstraint, drop.constraint.text,
               drop.if_exists, drop.cascade);
      return true;
    }
    case OpKind::kValidateConstraint: {
      const auto& valid = static_cast<const ValidateConstraint&>(op);
      NodeId id = Part(NeedRelation(valid.table), NodeKind::kConstraint,
                       valid.constraint.text);
      if (id == kNoNode) return Doubt("a constraint is not known"), true;
      Edit(id).props.erase("valid");
      return true;
    }
    case OpKind::kAlterConstraint: {
      const auto& alter = static_cast<const AlterConstraint&>(op);
      NodeId id = Part(NeedRelation(alter.table), NodeKind::kConstraint,
                       alter.constraint.name.text);
      if (id == kNoNode) return Doubt("a constraint is not known"), true;
      auto& props = Edit(id).props;
      auto set = [&](const char* key, bool on, const char* text) {
        props.erase(key);
        if (on) props[key] = text;
      };
      if (alter.sets_deferrable) {
        set("deferrable", alter.constraint.deferrable, "yes");
        set("initially deferred", alter.constraint.initially_deferred, "yes");
      }
      if (alter.sets_enforced) {
        set("enforced", !alter.constraint.enforced, "no");
      }
      return true;
    }
    default:
      return false;
  }
}

}  // namespace interlock::sql
