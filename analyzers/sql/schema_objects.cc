// SPDX-License-Identifier: Apache-2.0
// Views, types, routines, triggers, comments and privileges of the schema that
// goes back.
#include <algorithm>

#include "analyzers/sql/reversibility.h"
#include "analyzers/sql/schema_state.h"
#include "core/text.h"

namespace interlock::sql {
namespace {

// Calls that change no schema, as far as their names are the server's own.
constexpr std::string_view kHarmless[] = {
    "coalesce",
    "concat",
    "count",
    "currval",
    "format",
    "gen_random_uuid",
    "greatest",
    "least",
    "length",
    "lower",
    "max",
    "md5",
    "min",
    "nextval",
    "now",
    "pg_notify",
    "pg_sleep",
    "random",
    "set_config",
    "setval",
    "sum",
    "upper",
    "version",
    "pg_advisory_lock",
    "pg_advisory_unlock",
    "pg_advisory_xact_lock",
    "generate_series",
};

std::string Signature(std::span<const TypeName> types) {
  std::string text = "(";
  for (const TypeName& type : types) {
    if (text.size() > 1) text += ",";
    std::string one = Spelled(type);
    text += one.substr(0, one.find('('));
  }
  return text + ")";
}

NodeKind KindOf(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::kTrigger:
      return NodeKind::kTrigger;
    case ObjectKind::kPolicy:
      return NodeKind::kPolicy;
    case ObjectKind::kRule:
      return NodeKind::kRule;
    case ObjectKind::kConstraint:
      return NodeKind::kConstraint;
    case ObjectKind::kColumn:
      return NodeKind::kColumn;
    default:
      return NodeKind::kOther;
  }
}

// Layout of a body is nothing that a caller could tell.
std::string Folded(std::string_view body) {
  std::string text;
  for (char c : body) {
    if (!IsAsciiSpace(c)) {
      text += c;
    } else if (!text.empty() && text.back() != ' ') {
      text += ' ';
    }
  }
  return std::string(Trim(text));
}

// The clauses behind the arguments may stand in any order.
std::string Sorted(const std::string& signature) {
  int depth = 0;
  size_t end = 0;
  for (; end < signature.size(); ++end) {
    depth += signature[end] == '(' ? 1 : signature[end] == ')' ? -1 : 0;
    if (depth == 0) break;
  }
  end = std::min(end + 1, signature.size());
  std::vector<std::string> words;
  for (std::string_view word :
       Split(std::string_view(signature).substr(end), ' ')) {
    if (!word.empty()) words.emplace_back(word);
  }
  std::ranges::sort(words);
  return signature.substr(0, end) + " " + Join(words, " ");
}

std::string RolesText(std::span<const Ident> roles) {
  std::vector<std::string> names;
  for (const Ident& role : roles) names.emplace_back(role.text);
  std::ranges::sort(names);
  return Join(names, ",");
}

}  // namespace

NodeId SchemaState::Function(const Name& name, const Identity* identity) const {
  std::string schema = SchemaFor(name);
  std::string prefix = std::to_string(static_cast<int>(NodeKind::kFunction)) +
                       ":" + schema + "." + std::string(name.name);
  if (identity != nullptr && identity->has_types) {
    return Lookup(prefix + Signature(identity->types));
  }
  return Lookup(prefix + "()");
}

NodeId SchemaState::ObjectNamed(ObjectKind kind, const Name& name,
                                const Ident& part,
                                const Identity* identity) const {
  switch (kind) {
    case ObjectKind::kType:
    case ObjectKind::kDomain:
      return Type(name.schema, name.name);
    case ObjectKind::kFunction:
    case ObjectKind::kProcedure:
    case ObjectKind::kAggregate:
      return Function(name, identity);
    case ObjectKind::kSchema:
      return Lookup("0:." + std::string(name.name));
    case ObjectKind::kExtension:
      return Lookup(std::to_string(static_cast<int>(NodeKind::kExtension)) +
                    ":." + std::string(name.name));
    case ObjectKind::kStatistics:
      return Lookup(std::to_string(static_cast<int>(NodeKind::kStatistics)) +
                    ":" + SchemaFor(name) + "." + std::string(name.name));
    case ObjectKind::kTable:
    case ObjectKind::kIndex:
    case ObjectKind::kView:
    case ObjectKind::kMaterializedView:
    case ObjectKind::kSequence:
    case ObjectKind::kForeignTable:
      return Relation(name);
    case ObjectKind::kColumn:
    case ObjectKind::kTrigger:
    case ObjectKind::kPolicy:
    case ObjectKind::kRule:
    case ObjectKind::kConstraint: {
      NodeId relation = Relation(name);
      return Part(relation, KindOf(kind), part.text);
    }
    default:
      return Lookup("o:" + SchemaFor(name) + "." + std::string(NameOf(kind)) +
                    " " + std::string(name.name));
  }
}

// Long: one case for each kind of type.
bool SchemaState::ApplyType(const Op& op) {
  auto add = [&](NodeKind kind, const Name& name) {
    std::string schema = SchemaFor(name);
    NodeId old = Lookup("t:" + schema + "." + std::string(name.name));
    if (old != kNoNode) Doubt("a type exists already");
    NodeId id = Add(kind, schema, std::string(name.name), kNoNode);
    nodes_[id].props["privilege public"] = "usage";
    return id;
  };
  if (const auto* create = As<CreateEnum>(op)) {
    std::string labels;
    for (const Ident& label : create->labels) {
      labels += "|" + std::string(label.text) + "|";
    }
    nodes_[add(NodeKind::kEnum, create->type)].props["labels"] = labels;
  } else if (const auto* value = As<AddEnumValue>(op)) {
    NodeId id = Type(value->type.schema, value->type.name);
    if (id == kNoNode) return Doubt("an enum is not known"), true;
    std::string& labels = Edit(id).props["labels"];
    std::string label = "|" + std::string(value->value.text) + "|";
    if (labels.find(label) != labels.npos) return true;
    size_t at = labels.size();
    if (!value->neighbour.empty()) {
      std::string near = "|" + std::string(value->neighbour.text) + "|";
      at = labels.find(near);
      if (at == labels.npos) return Doubt("a label is not known"), true;
      if (value->after) at += near.size();
    }
    labels.insert(at, label);
  } else if (const auto* rename = As<RenameEnumValue>(op)) {
    NodeId id = Type(rename->type.schema, rename->type.name);
    if (id == kNoNode) return Doubt("an enum is not known"), true;
    std::string& labels = Edit(id).props["labels"];
    std::string from = "|" + std::string(rename->from.text) + "|";
    size_t at = labels.find(from);
    if (at == labels.npos) return Doubt("a label is not known"), true;
    labels.replace(at, from.size(), "|" + std::string(rename->to.text) + "|");
  } else if (const auto* domain = As<CreateDomain>(op)) {
    NodeId id = add(NodeKind::kDomain, domain->domain);
    auto& props = nodes_[id].props;
    props["base"] = Spelled(domain->base);
    if (domain->not_null) props["not null"] = "yes";
    if (domain->default_value.present()) {
      props["default"] = Text(domain->default_value.span);
    }
    size_t unnamed = 0;
    for (const Constraint& one : domain->constraints) {
      std::string name(one.name.text);
      if (name.empty()) {
        name = nodes_[id].name + "_check";
        if (unnamed > 0) name += std::to_string(unnamed);
        ++unnamed;
      }
      props["constraint " + name] = Text(one.check().span);
    }
  } else if (const auto* alter = As<AlterDomain>(op)) {
    Apply(*alter);
  } else if (const auto* type = As<CreateType>(op)) {
    NodeId id = add(NodeKind::kType, type->type);
    auto& props = nodes_[id].props;
    props["form"] = std::to_string(static_cast<int>(type->form));
    std::string attributes;
    for (const ColumnDef& one : type->attributes) {
      attributes += " " + std::string(one.name.text) + ":" + Spelled(one.type);
    }
    props["attributes"] = attributes;
    if (!type->subtype.empty()) props["subtype"] = Spelled(type->subtype);
  } else if (op.kind == OpKind::kAlterAttribute) {
    Doubt("a change of a composite type is not followed");
  } else {
    return false;
  }
  return true;
}

void SchemaState::Apply(const AlterDomain& op) {
  NodeId id = Type(op.domain.schema, op.domain.name);
  if (id == kNoNode) return Doubt("a domain is not known");
  auto& props = Edit(id).props;
  std::string name = "constraint " + std::string(op.constraint.name.text);
  switch (op.change) {
    case DomainChange::kSetDefault:
      props["default"] = Text(op.value.span);
      return;
    case DomainChange::kDropDefault:
      props.erase("default");
      return;
    case DomainChange::kSetNotNull:
      props["not null"] = "yes";
      return;
    case DomainChange::kDropNotNull:
      props.erase("not null");
      return;
    case DomainChange::kAddConstraint:
      if (op.constraint.name.empty()) return Doubt("a name is not known");
      props[name] = Text(op.constraint.check().span);
      if (op.constraint.not_valid) props[name] += " not valid";
      return;
    case DomainChange::kDropConstraint:
      if (props.erase(name) == 0 && !op.if_exists) {
        Doubt("a constraint is not known");
      }
      return;
    case DomainChange::kValidateConstraint:
      if (props[name].ends_with(" not valid")) {
        props[name].resize(props[name].size() - 10);
      }
      return;
  }
}

void SchemaState::Apply(const CreateView& op) {
  if (op.persistence == Persistence::kTemporary) return;
  std::string schema = SchemaFor(op.view);
  NodeId id = Lookup("r:" + schema + "." + std::string(op.view.name));
  if (id != kNoNode) {
    if (op.if_not_exists) return;
    if (!op.or_replace) Doubt("a view exists already");
    Edit(id).needs.clear();
  } else {
    id = Add(op.materialized ? NodeKind::kMaterializedView : NodeKind::kView,
             schema, std::string(op.view.name), kNoNode);
  }
  auto& props = nodes_[id].props;
  Span query = op.query_span;
  if (query.empty()) query = file_->statements[op.statement].span;
  nodes_[id].text = file_->source->Text(query);
  if (op.check_option != '\0') {
    props["check option"] = std::string(1, op.check_option);
  }
  if (op.names_columns) {
    std::string columns;
    for (const Ident& one : op.columns) columns += " " + std::string(one.text);
    props["names"] = columns;
  }
  std::vector<std::string> options;
  for (const Option& option : op.options) {
    options.push_back(std::string(option.name.text) + "=" +
                      AsciiLower(option.value));
  }
  std::ranges::sort(options);
  props["options"] = Join(options, ",");
  for (const Name& read : op.reads) Need(id, Relation(read));
}

void SchemaState::Read(const SchemaNode& node,
                       std::map<std::string, std::string>& props) {
  if (node.kind != NodeKind::kFunction) {
    props["query"] = Normalised(node.text);
    return;
  }
  // The body counts byte by byte; all around it as words.
  std::string_view text = node.text;
  size_t at = node.body.empty() ? text.npos : text.find(node.body);
  props["body"] = Folded(node.body);
  size_t head = std::min(text.find('('), text.size());
  std::string around(text.substr(head));
  if (at != text.npos && at >= head) around.erase(at - head, node.body.size());
  std::erase(around, '$');
  props["signature"] = Sorted(Normalised(around));
}

// Long: one case for each kind of routine and what hangs on a table.
bool SchemaState::ApplyRoutine(const Op& op) {
  if (const auto* create = As<CreateFunction>(op)) {
    std::string schema = SchemaFor(create->function);
    std::string name =
        std::string(create->function.name) + Signature(create->arguments);
    std::string key = std::to_string(static_cast<int>(NodeKind::kFunction)) +
                      ":" + schema + "." + name;
    NodeId id = Lookup(key);
    if (id == kNoNode) {
      id = Add(NodeKind::kFunction, schema, name, kNoNode);
      nodes_[id].props["privilege public"] = "execute";
    } else {
      if (!create->or_replace) Doubt("a function exists already");
      Edit(id);
    }
    Span whole = file_->statements[op.statement].span;
    nodes_[id].text = file_->source->Text(whole);
    nodes_[id].body = file_->source->Text(create->body);
  } else if (op.kind == OpKind::kAlterFunction) {
    Doubt("an ALTER FUNCTION is not followed");
  } else if (const auto* trigger = As<CreateTrigger>(op)) {
    NodeId table = NeedRelation(trigger->table);
    if (table == kNoNode) return true;
    NodeId id = Part(table, NodeKind::kTrigger, trigger->trigger.text);
    if (id == kNoNode) {
      id = Add(NodeKind::kTrigger, "", std::string(trigger->trigger.text),
               table);
    } else {
      if (!trigger->or_replace) Doubt("a trigger exists already");
      Edit(id);
    }
    auto& props = nodes_[id].props;
    std::string columns = RolesText(trigger->columns);
    std::string arguments;
    for (std::string_view one : trigger->arguments) {
      arguments += "|" + std::string(one);
    }
    props["fires"] = std::to_string(static_cast<int>(trigger->timing)) + " " +
                     std::to_string(trigger->events) +
                     (trigger->for_each_row ? " row" : "");
    props["columns"] = columns;
    props["arguments"] = arguments;
    props["when"] = trigger->when().present() ? Text(trigger->when().span) : "";
    props["function"] = std::string(trigger->function.schema) + "." +
                        std::string(trigger->function.name);
    Need(id, Function(trigger->function, nullptr));
  } else if (const auto* policy = As<CreatePolicy>(op)) {
    NodeId table = NeedRelation(policy->table);
    if (table == kNoNode) return true;
    NodeId id =
        Add(NodeKind::kPolicy, "", std::string(policy->policy.text), table);
    auto& props = nodes_[id].props;
    props["for"] = std::to_string(static_cast<int>(policy->command)) +
                   (policy->permissive ? "" : " restrictive");
    props["to"] = RolesText(policy->roles);
    if (policy->using_expr.present()) {
      props["using"] = Text(policy->using_expr.span);
    }
    if (policy->check.present()) props["check"] = Text(policy->check.span);
  } else if (const auto* altered = As<AlterPolicy>(op)) {
    NodeId id = Part(NeedRelation(altered->table), NodeKind::kPolicy,
                     altered->policy.text);
    if (id == kNoNode) return Doubt("a policy is not known"), true;
    auto& props = Edit(id).props;
    if (!altered->roles.empty()) props["to"] = RolesText(altered->roles);
    if (altered->using_expr.present()) {
      props["using"] = Text(altered->using_expr.span);
    }
    if (altered->check.present()) props["check"] = Text(altered->check.span);
  } else if (const auto* rule = As<CreateRule>(op)) {
    NodeId table = NeedRelation(rule->table);
    if (table == kNoNode) return true;
    NodeId id = Part(table, NodeKind::kRule, rule->rule.text);
    if (id == kNoNode) {
      id = Add(NodeKind::kRule, "", std::string(rule->rule.text), table);
    } else {
      Edit(id);
    }
    nodes_[id].props["does"] = Text(rule->actions);
  } else {
    return false;
  }
  return true;
}

void SchemaState::Apply(const DropObject& op) {
  if (!op.part.empty()) {
    for (const Name& name : op.names) {
      DropPart(name, KindOf(op.object), op.part.text, op.if_exists, op.cascade);
    }
    return;
  }
  for (size_t i = 0; i < op.names.size(); ++i) {
    const Identity* identity =
        i < op.identities.size() ? &op.identities[i] : nullptr;
    NodeId id = ObjectNamed(op.object, op.names[i], {}, identity);
    if (id == kNoNode) {
      bool untyped = op.object == ObjectKind::kFunction &&
                     (identity == nullptr || !identity->has_types);
      if (!op.if_exists || untyped) {
        Doubt(std::string(NameOf(op.object)) + " " +
              std::string(op.names[i].name) + " is not known");
      }
      continue;
    }
    if (nodes_[id].kind == NodeKind::kSchema && op.cascade) {
      std::string schema = nodes_[id].name;
      for (NodeId other = 0; other < nodes_.size(); ++other) {
        if (nodes_[other].alive && nodes_[other].schema == schema) {
          Kill(other, true);
        }
      }
    }
    Kill(id, op.cascade);
  }
}

void SchemaState::Apply(const CommentOn& op) {
  NodeId id = ObjectNamed(op.object, op.name, op.part, op.identity);
  if (id == kNoNode) return Doubt("a comment on what is not known");
  auto& props = Edit(id).props;
  props.erase("comment");
  if (!op.removes && !op.text.empty()) props["comment"] = op.text;
}

void SchemaState::Apply(const Select& op) {
  for (const Name& name : op.functions) {
    bool builtin =
        name.schema == "pg_catalog" ||
        std::ranges::find(kHarmless, name.name) != std::end(kHarmless);
    if (!builtin) {
      return Doubt("it calls " + std::string(name.name) +
                   "(), which may do anything");
    }
  }
}

// Long: one case for each kind of object.
bool SchemaState::ApplyObject(const Op& op) {
  switch (op.kind) {
    case OpKind::kCreateSchema: {
      const auto& create = static_cast<const CreateSchema&>(op);
      std::string name(create.schema.text);
      if (Lookup("0:." + name) == kNoNode) {
        Add(NodeKind::kSchema, "", name, kNoNode);
      } else if (!create.if_not_exists) {
        Doubt("a schema exists already");
      }
      return true;
    }
    case OpKind::kCreateExtension: {
      const auto& create = static_cast<const CreateExtension&>(op);
      Name name{{}, create.extension.text, {}};
      if (ObjectNamed(ObjectKind::kExtension, name, {}, nullptr) == kNoNode) {
        Add(NodeKind::kExtension, "", std::string(name.name), kNoNode);
      }
      return true;
    }
    case OpKind::kCreateSequence: {
      const auto& create = static_cast<const CreateSequence&>(op);
      std::string schema = SchemaFor(create.sequence);
      std::string name(create.sequence.name);
      if (Lookup("r:" + schema + "." + name) != kNoNode) {
        if (!create.if_not_exists) Doubt("a sequence exists already");
        return true;
      }
      NodeId id = Add(NodeKind::kSequence, schema, name, kNoNode);
      std::string text = Text(file_->statements[op.statement].span);
      size_t cut = text.find(name);
      nodes_[id].props["options"] =
          cut == text.npos ? text : text.substr(cut + name.size());
      if (!create.owner_table.empty()) {
        Ref(id, NeedColumn(create.owner_table, create.owner_column.text));
      }
      return true;
    }
    case OpKind::kAlterSequence: {
      const auto& alter = static_cast<const AlterSequence&>(op);
      NodeId id = NeedRelation(alter.sequence);
      if (id == kNoNode) return true;
      const SequenceOptions& o = *alter.options;
      bool other = o.increment || o.minimum || o.maximum || o.cache ||
                   o.cycle || o.start || !o.type.empty() || o.owned_none ||
                   o.no_minimum || o.no_maximum || o.logged;
      if (other) return Doubt("an ALTER SEQUENCE is not followed"), true;
      if (!alter.owner_table.empty()) {
        Edit(id);
        Ref(id, NeedColumn(alter.owner_table, alter.owner_column.text));
      }
      return true;
    }
    case OpKind::kCreateView:
      return Apply(static_cast<const CreateView&>(op)), true;
    case OpKind::kDropObject:
      return Apply(static_cast<const DropObject&>(op)), true;
    case OpKind::kCommentOn:
      return Apply(static_cast<const CommentOn&>(op)), true;
    case OpKind::kGrant:
      return Apply(static_cast<const Grant&>(op)), true;
    case OpKind::kSelect:
      return Apply(static_cast<const Select&>(op)), true;
    case OpKind::kCreateStatistics: {
      const auto& create = static_cast<const CreateStatistics&>(op);
      NodeId table = NeedRelation(create.table);
      if (table == kNoNode) return true;
      if (create.statistics.empty()) return Doubt("a name is not known"), true;
      NodeId id = Add(NodeKind::kStatistics, SchemaFor(create.statistics),
                      std::string(create.statistics.name), table);
      nodes_[id].props["kinds"] = RolesText(create.kinds);
      for (const Ident& column : create.columns) {
        NodeId one = Part(table, NodeKind::kColumn, column.text);
        Ref(id, one);
        if (one != kNoNode) nodes_[id].keys.push_back(one);
      }
      return true;
    }
    case OpKind::kSetVariable: {
      const auto& set = static_cast<const SetVariable&>(op);
      if (set.variable == "role" || set.variable == "session_authorization") {
        Doubt("another role takes over");
      }
      if (set.variable != "search_path") return true;
      path_.clear();
      for (std::string_view part : Split(set.value, ',')) {
        std::string name(Trim(part));
        std::erase(name, '"');
        std::erase(name, '\'');
        if (!name.empty() && name[0] != '$') path_.push_back(name);
      }
      return true;
    }
    case OpKind::kDoBlock: {
      const auto& block = static_cast<const DoBlock&>(op);
      const Body& body = *block.body_facts;
      if (!body.readable || !body.dynamic.empty()) {
        Doubt("a DO block may do anything");
      } else if (!body.ops.empty()) {
        Doubt("a DO block decides while it runs");
      }
      return true;
    }
    case OpKind::kInsert:
    case OpKind::kUpdate:
    case OpKind::kDelete:
    case OpKind::kTruncate:
    case OpKind::kCopyData:
    case OpKind::kTransaction:
    case OpKind::kLockTable:
    case OpKind::kVacuum:
    case OpKind::kReindex:
    case OpKind::kRefreshView:
      return true;
    default:
      return Doubt("a statement that is not followed: " +
                   std::string(NameOf(op.kind))),
             true;
  }
}

}  // namespace interlock::sql
