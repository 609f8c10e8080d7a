// SPDX-License-Identifier: Apache-2.0
// The fold's part that deals with ALTER TABLE.
#include <algorithm>

#include "analyzers/sql/catalog_builder.h"
#include "analyzers/sql/catalog_text.h"
#include "analyzers/sql/chosen_names.h"
#include "analyzers/sql/fold_change.h"

namespace interlock::sql {

Name NameInQuotes(std::string_view text) {
  size_t open = text.find('\'');
  if (open == text.npos) return {};
  size_t close = text.find('\'', open + 1);
  if (close == text.npos) return {};
  std::string_view name = text.substr(open + 1, close - open - 1);
  Name out;
  while (!name.empty()) {
    std::string_view part;
    if (name[0] == '"') {
      size_t end = name.find('"', 1);
      if (end == name.npos) return {};
      part = name.substr(1, end - 1);
      name.remove_prefix(end + 1);
    } else {
      size_t end = std::min(name.find('.'), name.size());
      part = name.substr(0, end);
      name.remove_prefix(end);
    }
    if (!out.schema.empty()) return {};
    out.schema = out.name;
    out.name = part;
    if (name.empty()) return out;
    if (name[0] != '.') return {};
    name.remove_prefix(1);
  }
  return {};
}

// Since 18 a NOT NULL is a constraint with a name, chosen as for any other.
// The usual choice is worked out when it is asked for; what is kept here is
// what differs from that.
void CatalogBuilder::NameNotNull(Relation& relation, Column& column,
                                 std::string_view name) {
  if (catalog_.pg_version_ < 18 || column.not_null != Answer::kYes) return;
  QualifiedName table = Now().NameOf(relation);
  if (name.empty() && column.rare != nullptr) {
    name = column.rare->not_null_name;
  }
  if (name.empty() && column.def != nullptr && column.added == time_ &&
      column.def->extras->not_null != nullptr) {
    name = column.def->extras->not_null->name.text;
  }
  if (!name.empty()) {
    RareOf(column)->not_null_name = name;
    CountName(table.schema, name, 1);
    return;
  }
  ShortName usual = JoinedName(table.name, column.name, "not_null");
  bool fresh = relation.born == time_ && column.added == time_;
  bool short_name = usual.view().size() < kMaxNameBytes;
  if (fresh && short_name && !counts_not_null_) return;
  std::string_view chosen =
      ChooseConstraintName(table.schema, table.name, column.name, "not_null");
  CountName(table.schema, chosen, 1);
  if (!fresh || !short_name || chosen != usual.view()) {
    RareOf(column)->not_null_name = chosen;
  }
}

// A table states what a parent hands down to it: under a name of its own.
void CatalogBuilder::RestateNotNull(Relation& relation, Column& column,
                                    std::string_view name) {
  if (catalog_.pg_version_ < 18) return;
  QualifiedName table = Now().NameOf(relation);
  ColumnRare* rare = RareOf(column);
  CountName(table.schema, rare->not_null_name, -1);
  if (name.empty()) {
    name =
        ChooseConstraintName(table.schema, table.name, column.name, "not_null");
  }
  rare->not_null_local = true;
  rare->not_null_name = name;
  CountName(table.schema, name, 1);
}

// A parent hands its NOT NULL down to a column of a child.
void CatalogBuilder::HandDownNotNull(Relation& child, Column& column,
                                     std::string_view name) {
  bool was = column.not_null == Answer::kYes;
  column.not_null = Answer::kYes;
  if (catalog_.pg_version_ < 18) return;
  ColumnRare* rare = RareOf(column);
  if (was) {
    ++rare->not_null_parents;
    return;
  }
  rare->not_null_parents = 1;
  rare->not_null_local = false;
  rare->not_null_name = name;
  CountName(Now().NameOf(child).schema, name, 1);
}

// The names that were left to be worked out.
void CatalogBuilder::CountUsualNames(Relation& relation) {
  View now = Now();
  std::string_view schema = now.NameOf(relation).schema;
  for (const Column& column : now.Columns(relation)) {
    if (column.rare != nullptr && !column.rare->not_null_name.empty()) continue;
    if (now.IsNotNull(relation, column.name) == Answer::kYes) {
      CountName(schema, now.NotNullName(relation, column), 1);
    }
  }
}

// Those that were counted. Of columns read off a CREATE TABLE none is, until
// the names that were left to be worked out are counted, too.
void CatalogBuilder::CountNotNulls(Relation& relation, std::string_view schema,
                                   int by) {
  if (catalog_.pg_version_ < 18) return;
  if (!counts_not_null_ && relation.changed == nullptr) return;
  View now = Now();
  for (const Column& column : now.Columns(relation)) {
    bool named = column.rare != nullptr && !column.rare->not_null_name.empty();
    if (!named && !counts_not_null_) continue;
    if (now.IsNotNull(relation, column.name) == Answer::kYes) {
      CountName(schema, now.NotNullName(relation, column), by);
    }
  }
}

void CatalogBuilder::SetNotNullIn(Relation& relation, std::string_view name,
                                  const Constraint* named, int depth) {
  auto* column = arena().New<Column>(
      Now().FindColumn(relation, name).value_or(Column{.name = name}));
  if (column->position == 0) column->position = ++relation.positions;
  bool was = Now().IsNotNull(relation, name) == Answer::kYes;
  if (was && catalog_.pg_version_ >= 18) {
    return MergeNotNull(relation, *column, named == nullptr, depth);
  }
  column->not_null = Answer::kYes;
  bool valid = named == nullptr || !named->not_valid;
  if (valid || !was) column->not_null_valid = valid;
  if (!was) {
    NameNotNull(relation, *column,
                named == nullptr ? std::string_view() : named->name.text);
  }
  if (catalog_.pg_version_ >= 18 && depth > 0) {
    ColumnRare* rare = RareOf(*column);
    rare->not_null_local = false;
    rare->not_null_parents = 1;
  }
  if (catalog_.pg_version_ >= 18 && named != nullptr && named->no_inherit) {
    RareOf(*column)->not_null_no_inherit = true;
  }
  SetColumn(relation, name, column);
  bool stop =
      depth < 0 || depth > kMaxDepth || (named != nullptr && named->no_inherit);
  if (stop) return;
  std::string chosen = Now().NotNullName(relation, *column);
  Constraint given{};
  if (named != nullptr) given = *named;
  if (catalog_.pg_version_ >= 18) given.name.text = arena().Copy(chosen);
  bool gives = named != nullptr || catalog_.pg_version_ >= 18;
  EachChildOf(relation, [&](Relation& child) {
    SetNotNullIn(child, name, gives ? &given : nullptr, depth + 1);
  });
}

// Said again of a column that is NOT NULL already, since 18: the children have
// theirs. Only SET NOT NULL, of one that was stated here, validates it.
void CatalogBuilder::MergeNotNull(Relation& relation, Column& column,
                                  bool validates, int depth) {
  bool local = column.rare == nullptr || column.rare->not_null_local;
  if (depth > 0) {
    ++RareOf(column)->not_null_parents;
  } else if (!local) {
    RareOf(column)->not_null_local = true;
  } else if (validates && !column.not_null_valid) {
    return ValidateNotNull(relation, column.name, depth);
  } else {
    return;
  }
  SetColumn(relation, column.name, &column);
}

void CatalogBuilder::ValidateNotNull(Relation& relation, std::string_view name,
                                     int depth) {
  auto column = Now().FindColumn(relation, name);
  if (!column) return;
  if (!column->not_null_valid) {
    column->not_null_valid = true;
    SetColumn(relation, name, arena().New<Column>(*column));
  }
  if (depth < 0 || depth > kMaxDepth) return;
  EachChildOf(relation, [&](Relation& child) {
    ValidateNotNull(child, name, depth + 1);
  });
}

void CatalogBuilder::DropNotNullIn(Relation& relation, std::string_view name,
                                   int depth) {
  auto old = Now().FindColumn(relation, name);
  if (counts_not_null_ && old && old->not_null == Answer::kYes &&
      (old->rare == nullptr || old->rare->not_null_name.empty())) {
    CountName(Now().NameOf(relation).schema, Now().NotNullName(relation, *old),
              -1);
  }
  ChangeIn(
      relation, name,
      [](Relation&, Column& column) {
        column.not_null = Answer::kNo;
        column.not_null_valid = true;
      },
      -1);
  auto column = Now().FindColumn(relation, name);
  if (column && column->rare != nullptr) {
    QualifiedName table = Now().NameOf(relation);
    CountName(table.schema, column->rare->not_null_name, -1);
    ColumnRare* rare = RareOf(*column);
    rare->not_null_name = {};
    rare->not_null_parents = 0;
    rare->not_null_local = true;
    rare->not_null_no_inherit = false;
    SetColumn(relation, name, arena().New<Column>(*column));
  }
  if (depth > kMaxDepth) return;
  EachChildOf(relation, [&](Relation& child) {
    if (catalog_.pg_version_ >= 18) {
      LoseNotNull(child, name, depth);
    } else if (depth >= 0) {
      DropNotNullIn(child, name, depth + 1);
    }
  });
}

// The parent's went: so does this one, unless it is stated elsewhere, too.
void CatalogBuilder::LoseNotNull(Relation& child, std::string_view name,
                                 int depth) {
  auto column = Now().FindColumn(child, name);
  if (!column || column->rare == nullptr) return;
  uint16_t parents = column->rare->not_null_parents;
  if (parents == 0) return;
  if (depth >= 0 && parents == 1 && !column->rare->not_null_local) {
    return DropNotNullIn(child, name, depth + 1);
  }
  ColumnRare* rare = RareOf(*column);
  --rare->not_null_parents;
  if (depth < 0) rare->not_null_local = true;
  SetColumn(child, name, arena().New<Column>(*column));
}

void CatalogBuilder::InvalidateNotNull(Relation& relation,
                                       std::string_view name, int depth) {
  if (depth > kMaxDepth) return;
  EachChildOf(relation, [&](Relation& child) {
    auto column = Now().FindColumn(child, name);
    bool taken =
        column && column->rare != nullptr && !column->rare->not_null_local;
    if (!taken) return;
    column->not_null_valid = false;
    SetColumn(child, name, arena().New<Column>(*column));
    InvalidateNotNull(child, name, depth + 1);
  });
}

// A default that was written for a type of the user's is kept as a value of
// that type, and converted: it goes with the type. Domains leave no trace.
void CatalogBuilder::KeepDefaultType(Relation& relation, const Column& column) {
  if (column.default_value == nullptr) return;
  const Object* type = Now().TypeOf(column);
  if (type == nullptr) return;
  bool domain = type->thing == Thing::kType &&
                static_cast<const TypeFact*>(type)->kind == TypeKind::kDomain;
  if (domain) return;
  auto* kept = const_cast<Object*>(type);
  if (std::ranges::find(kept_types_, kept) == kept_types_.end()) {
    kept_types_.push_back(kept);
  }
  Depend(const_cast<Object&>(*type), {.who = &relation,
                                      .part = column.name,
                                      .proof = column.default_value,
                                      .bond = Bond::kDefault});
}

void CatalogBuilder::Apply(const AlterColumnType& op) {
  Relation* table = Need(op.table);
  auto before = Now().FindColumn(*table, op.column.text);
  if (before && IsIdentity(before->generated)) {
    const Relation* own = Now().SequenceOf(*table, op.column.text);
    auto* options = arena().New<SequenceOptions>();
    options->type = op.type;
    if (own != nullptr) SayOfSequence(const_cast<Relation&>(*own), *options);
  }
  Change(op, op.table, op.column.text, [&](Relation& at, Column& column) {
    // DEFAULT NULL left nothing behind; the new type does not bring it back.
    column.keeps_null = HasDefault(Now(), column);
    if (!column.keeps_null) column.default_value = nullptr;
    KeepDefaultType(at, column);
    column.type = &op.type;
    column.typed = time_;
    std::string_view collation =
        column.rare == nullptr ? std::string_view() : column.rare->collation;
    if (collation != op.collation.text) {
      RareOf(column)->collation = op.collation.text;
    }
    LinkType(op.type, at, Bond::kColumnType, column.name, &op.type);
  });
  // The server makes its constraints anew, those of the children along.
  if (before && before->not_null == Answer::kYes && !before->not_null_valid) {
    InvalidateNotNull(*table, op.column.text, 0);
  }
  Remake(*table, op.column.text);
}

// Long: one case for each change.
void CatalogBuilder::Apply(const AlterGenerated& op) {
  Relation* table = Need(op.table);
  bool identity = op.change == GeneratedChange::kAddIdentity ||
                  op.change == GeneratedChange::kSetIdentity;
  auto before = Now().FindColumn(*table, op.column.text);
  bool has = before && IsIdentity(before->generated);
  if (op.change == GeneratedChange::kDropIdentity && before && !has) return;
  if (op.change == GeneratedChange::kDropExpression && has) return;
  if (op.change == GeneratedChange::kDropIdentity) {
    if (auto* own =
            const_cast<Relation*>(Now().SequenceOf(*table, op.column.text))) {
      BuryRelation(*own);
    }
  }
  auto change = [&](Relation&, Column& column) {
    switch (op.change) {
      case GeneratedChange::kAddIdentity:
      case GeneratedChange::kSetIdentity:
        if (op.generated != Generated::kNo) column.generated = op.generated;
        break;
      case GeneratedChange::kDropIdentity:
        if (IsIdentity(column.generated)) column.generated = Generated::kNo;
        break;
      case GeneratedChange::kDropExpression:
        if (!IsIdentity(column.generated)) column.generated = Generated::kNo;
        break;
      case GeneratedChange::kSetExpression: {
        ColumnRare* rare = RareOf(column);
        rare->generated_as = &op.expression;
        rare->reads = op.expression.columns();
        rare->generated = rare->generated_written = time_;
        break;
      }
    }
  };
  if (op.change == GeneratedChange::kSetExpression) {
    Remake(*table, op.column.text);
  }
  identity |= op.change == GeneratedChange::kDropIdentity;
  // Partitions share the identity of the whole; other children never do.
  bool shares = catalog_.pg_version_ >= 17 && table->partitioned;
  bool recurse = !op.only && (!identity || shares);
  ChangeIn(*table, op.column.text, change, recurse ? 0 : -1);
  if (op.change == GeneratedChange::kAddIdentity) {
    Relation* made =
        MakeSequence(*table, op.column.text, op.sequence->name.name, true);
    if (before && before->type != nullptr) {
      PartsOf(*made).sequence_type = before->type->name();
    }
    SayOfSequence(*made, *op.sequence);
  } else if (op.change == GeneratedChange::kSetIdentity) {
    const Relation* own = Now().SequenceOf(*table, op.column.text);
    if (own != nullptr) {
      SayOfSequence(const_cast<Relation&>(*own), *op.sequence);
    }
  }
}

namespace {

// What a change of a table says, for those that only say something.
struct Saying {
  TableChange change;
  Trait trait;
  std::string_view value;  // empty: the op's argument
  bool argument;
};
constexpr Saying kSayings[] = {
    {TableChange::kSetLogged, Trait::kPersistence, "permanent", false},
    {TableChange::kSetUnlogged, Trait::kPersistence, "unlogged", false},
    {TableChange::kSetTablespace, Trait::kTablespace, {}, true},
    {TableChange::kSetAccessMethod, Trait::kAccessMethod, {}, true},
    {TableChange::kClusterOn, Trait::kClustered, {}, true},
    {TableChange::kSetWithoutCluster, Trait::kClustered, {}, false},
    {TableChange::kEnableRls, Trait::kRowSecurity, "enabled", false},
    {TableChange::kDisableRls, Trait::kRowSecurity, {}, false},
    {TableChange::kForceRls, Trait::kForcedRowSecurity, "forced", false},
    {TableChange::kNoForceRls, Trait::kForcedRowSecurity, {}, false},
    {TableChange::kOwner, Trait::kOwner, {}, true},
};

struct Enabling {
  TableChange change;
  std::string_view value;
  bool rule;
  bool all;
};
constexpr Enabling kEnablings[] = {
    {TableChange::kEnableTrigger, "O", false, false},
    {TableChange::kEnableAlwaysTrigger, "A", false, false},
    {TableChange::kEnableReplicaTrigger, "R", false, false},
    {TableChange::kEnableTriggerAll, "O", false, true},
    {TableChange::kEnableTriggerUser, "O", false, true},
    {TableChange::kDisableTrigger, "D", false, false},
    {TableChange::kDisableTriggerAll, "D", false, true},
    {TableChange::kDisableTriggerUser, "D", false, true},
    {TableChange::kEnableRule, "O", true, false},
    {TableChange::kEnableAlwaysRule, "A", true, false},
    {TableChange::kEnableReplicaRule, "R", true, false},
    {TableChange::kDisableRule, "D", true, false},
};

}  // namespace

void CatalogBuilder::Enable(Relation& relation, const AlterTable& op,
                            int depth) {
  View now = Now();
  for (const Enabling& way : kEnablings) {
    if (way.change != op.change) continue;
    auto say = [&](const Object& part) {
      if (way.all || now.NameOf(part) == op.argument.text) {
        Say(const_cast<Object&>(part), Trait::kEnabled, way.value);
      }
    };
    if (way.rule) {
      now.EachRule(relation, [&](const RuleFact& rule) { say(rule); });
    } else {
      now.EachTrigger(relation, [&](const TriggerFact& t) { say(t); });
    }
    if (way.rule || op.only || depth > kMaxDepth || !relation.partitioned) {
      return;
    }
    EachChildOf(relation,
                [&](Relation& child) { Enable(child, op, depth + 1); });
  }
}

// Long: one case for each kind of change.
void CatalogBuilder::Apply(const AlterTable& op) {
  bool table = op.object == ObjectKind::kTable;
  if (!table && Find(op.table) == nullptr) return;
  Relation* relation = Need(op.table);
  for (const Saying& saying : kSayings) {
    if (saying.change != op.change) continue;
    // A partitioned table stores nothing: the server takes no notice.
    if (saying.trait == Trait::kPersistence && relation->partitioned) continue;
    // Said again, it does not reach the table's sequences.
    if (saying.trait == Trait::kPersistence &&
        (Now().PersistenceOf(*relation) == Persistence::kUnlogged) ==
            (op.change == TableChange::kSetUnlogged)) {
      continue;
    }
    Say(*relation, saying.trait,
        saying.argument ? op.argument.text : saying.value);
    if (saying.trait != Trait::kPersistence && saying.trait != Trait::kOwner) {
      continue;
    }
    std::string_view value = saying.argument ? op.argument.text : saying.value;
    Now().EachDependent(*relation, [&](const Dependent& link) {
      if (link.bond == Bond::kOwned) Say(*link.who, saying.trait, value);
    });
  }
  switch (op.change) {
    case TableChange::kReplicaIdentity: {
      std::string_view value = op.replica_identity == 'n'   ? "nothing"
                               : op.replica_identity == 'f' ? "full"
                               : op.replica_identity == 'i' ? "index"
                                                            : "default";
      // The index keeps it through a rename.
      Say(*relation, Trait::kReplicaIdentity, op.argument.text, "index");
      return Say(*relation, Trait::kReplicaIdentity, value);
    }
    case TableChange::kSetOptions:
    case TableChange::kResetOptions:
      for (const Option& option : op.options) {
        bool reset = op.change == TableChange::kResetOptions;
        Say(*relation, Trait::kOption,
            reset || option.has_value ? option.value : "true",
            option.name.text);
      }
      return;
    case TableChange::kInherit: {
      Relation* parent = Need(op.other);
      Link(*parent, *relation, nullptr, false, false);
      return AdoptColumns(*parent, *relation, false);
    }
    case TableChange::kNoInherit:
      return LeaveParent(*Need(op.other), *relation, false);
    case TableChange::kOfType: {
      TypeFact* type = TypeNamed(op.other, TypeKind::kComposite);
      PartsOf(*relation).of_type = type;
      PartsOf(*relation).untyped = kNever;
      return Depend(*type, {.who = relation, .bond = Bond::kBuiltOn});
    }
    case TableChange::kNotOf:
      PartsOf(*relation).untyped = time_;
      return;
    default:
      return Enable(*relation, op, 0);
  }
}

// Long: one case for each kind of op.
void CatalogBuilder::ApplyTableOp(const Op& op) {
  switch (op.kind) {
    case OpKind::kCreateTable:
      return Apply(To<CreateTable>(op));
    case OpKind::kDropTable:
      return Apply(To<DropTable>(op));
    case OpKind::kAddColumn:
      return Apply(To<interlock::sql::AddColumn>(op));
    case OpKind::kDropColumn:
      return Apply(To<DropColumn>(op));
    case OpKind::kAlterColumnType:
      return Apply(To<AlterColumnType>(op));
    case OpKind::kSetNotNull: {
      const auto& set = To<SetNotNull>(op);
      return SetNotNullIn(*Need(set.table), set.column.text, nullptr,
                          op.only ? -1 : 0);
    }
    case OpKind::kDropNotNull: {
      const auto& drop = To<DropNotNull>(op);
      return DropNotNullIn(*Need(drop.table), drop.column.text,
                           op.only ? -1 : 0);
    }
    case OpKind::kSetDefault: {
      const auto& set = To<SetDefault>(op);
      return Change(op, set.table, set.column.text,
                    [&](Relation& at, Column& column) {
                      column.default_value = &set.value;
                      column.keeps_null = false;
                      column.defaulted = time_;
                      column.serial = false;
                      LinkDefault(at, column.name, set.value);
                    });
    }
    case OpKind::kDropDefault:
      return Change(op, To<DropDefault>(op).table,
                    To<DropDefault>(op).column.text,
                    [](Relation&, Column& column) {
                      column.default_value = nullptr;
                      column.serial = false;
                    });
    case OpKind::kAlterGenerated:
      return Apply(To<AlterGenerated>(op));
    case OpKind::kAddConstraint:
      return AddConstraintTo(*Need(To<AddConstraint>(op).table),
                             To<AddConstraint>(op).constraint);
    default:
      return ApplyTableChange(op);
  }
}

// Long: one case for each kind of op.
void CatalogBuilder::ApplyTableChange(const Op& op) {
  switch (op.kind) {
    case OpKind::kValidateConstraint: {
      const auto& validate = To<ValidateConstraint>(op);
      return Validate(*Need(validate.table), validate.constraint.text,
                      op.only ? -1 : 0);
    }
    case OpKind::kDropConstraint: {
      const auto& drop = To<DropConstraint>(op);
      return DropConstraintOf(*Need(drop.table), drop, op.only ? -1 : 0);
    }
    case OpKind::kAlterConstraint:
      return Apply(To<AlterConstraint>(op));
    case OpKind::kAttachPartition:
      return Apply(To<AttachPartition>(op));
    case OpKind::kDetachPartition:
      return Apply(To<DetachPartition>(op));
    case OpKind::kAlterTable:
      return Apply(To<AlterTable>(op));
    case OpKind::kRenameTable: {
      const auto& rename = To<RenameTable>(op);
      if (rename.if_exists && Find(rename.table) == nullptr) return;
      return RenameRelation(rename.table, rename.to.text);
    }
    case OpKind::kRenameColumn: {
      const auto& rename = To<RenameColumn>(op);
      return RenameColumnIn(*Need(rename.table), rename.column.text,
                            rename.to.text, op.only ? -1 : 0);
    }
    case OpKind::kRenameObject:
      return Apply(To<RenameObject>(op));
    case OpKind::kSetSchema:
      return Apply(To<SetSchema>(op));
    default:
      return;
  }
}

}  // namespace interlock::sql
