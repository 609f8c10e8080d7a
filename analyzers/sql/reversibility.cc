// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/reversibility.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "analyzers/sql/effects.h"
#include "core/text.h"

namespace interlock::sql {
namespace {

std::string PathOf(const Name& name) {
  bool plain = name.schema.empty() || name.schema == "public";
  std::string text = plain ? "" : std::string(name.schema) + ".";
  return text += name.name;
}

bool IsText(std::string_view type) {
  return type == "text" || type == "varchar";
}

// What the server calls a constraint that is added without a name: "t_a_b_key".
std::string ChosenName(const Name& table, const Constraint& constraint) {
  std::string_view suffix;
  switch (constraint.kind) {
    case ConstraintKind::kUnique:
      suffix = "_key";
      break;
    case ConstraintKind::kForeignKey:
      suffix = "_fkey";
      break;
    default:
      return {};
  }
  std::string name(table.name);
  for (const Ident& column : constraint.columns) {
    name += "_";
    name += column.text;
    if (name.size() > 63) return {};  // cut short, by rules of its own
  }
  name += suffix;
  return name.size() > 63 ? std::string() : name;
}

// Follows renames, so that a thing keeps the name it had before the migration.
class Aliases {
 public:
  const std::string& Of(const std::string& name) const {
    auto at = first_.find(name);
    return at == first_.end() ? name : at->second;
  }
  void Rename(const std::string& from, const std::string& to) {
    std::string original = Of(from);
    first_.erase(from);
    first_[to] = original;
  }

 private:
  std::map<std::string, std::string> first_;
};

// Whether one of the ops that Ledger::Up takes for a removal is there: most
// migrations only add.
bool MayRemove(const SqlFile& up) {
  return std::ranges::any_of(
      std::initializer_list<OpKind>{
          OpKind::kDropTable, OpKind::kDropColumn, OpKind::kAlterColumnType,
          OpKind::kDropConstraint, OpKind::kDropObject, OpKind::kTruncate,
          OpKind::kDelete, OpKind::kUpdate},
      [&](OpKind kind) { return up.kinds.Has(kind); });
}

class Ledger {
 public:
  Ledger(const History& history, const Migration& migration)
      : history_(history), migration_(migration) {}

  std::vector<Removal> Run() {
    if (!MayRemove(*migration_.up)) return {};
    WalkUp();
    if (removals_.empty()) return {};
    Index();
    if (migration_.down != nullptr) WalkDown(*migration_.down);
    for (const SqlFile* rollback : history_.rollbacks) WalkDown(*rollback);
    Settle();
    return std::move(removals_);
  }

 private:
  std::string Key(const Name& table) const {
    return aliases_.Of(PathOf(table));
  }
  std::string Key(const Name& table, const Ident& part) const {
    return aliases_.Of(Key(table) + "." + std::string(part.text));
  }
  bool IsNew(const Relation& relation) const {
    return relation.born >= migration_.first ||
           relation.persistence == Persistence::kTemporary;
  }
  // The table, unless this migration made it.
  bool Concerns(const Name& name, const Relation*& relation) const {
    relation = view_.Find(name);
    return relation == nullptr || !IsNew(*relation);
  }

  Removal& Add(RemovalKind kind, const Op& op, std::string what,
               std::string table) {
    removals_.push_back({kind,
                         &op,
                         op.span,
                         view_.time(),
                         std::move(what),
                         std::move(table),
                         {},
                         Restored::kNo,
                         {},
                         nullptr,
                         false});
    return removals_.back();
  }

  void WalkUp() {
    const SqlFile& file = *migration_.up;
    for (const Statement& statement : file.statements) {
      if (statement.section == Section::kDown) continue;
      for (uint32_t i = 0; i < statement.op_count; ++i) {
        uint32_t index = statement.first_op + i;
        view_ = history_.catalog.At(migration_.TimeOf(index));
        Up(*file.ops[index]);
      }
    }
  }

  void Up(const Op& op) {
    switch (op.kind) {
      case OpKind::kDropTable:
        return UpDropTable(static_cast<const DropTable&>(op));
      case OpKind::kDropColumn:
        return UpDropColumn(static_cast<const DropColumn&>(op));
      case OpKind::kAlterColumnType:
        return UpAlterType(static_cast<const AlterColumnType&>(op));
      case OpKind::kDropConstraint:
        return UpDropConstraint(static_cast<const DropConstraint&>(op));
      case OpKind::kDropObject:
        return UpDropObject(static_cast<const DropObject&>(op));
      case OpKind::kTruncate:
        for (const Name& table : static_cast<const Truncate&>(op).tables) {
          UpRows(RemovalKind::kRows, op, table);
        }
        return;
      case OpKind::kDelete:
        return UpRows(RemovalKind::kRows, op,
                      static_cast<const Delete&>(op).table);
      case OpKind::kUpdate:
        return UpUpdate(static_cast<const Update&>(op));
      default:
        return Follow(op);
    }
  }

  void UpDropTable(const DropTable& op) {
    for (const Name& name : op.tables) {
      const Relation* table = nullptr;
      if (!Concerns(name, table)) continue;
      if (table == nullptr && op.if_exists &&
          (view_.Absent() == Answer::kNo || MadeAgain(name))) {
        continue;
      }
      std::string key = Key(name);
      Removal& removal = Add(RemovalKind::kTable, op, key, key);
      removal.span = name.span;
      removal.assumed = table == nullptr || !table->complete;
    }
  }

  // "DROP TABLE IF EXISTS t; CREATE TABLE t": a script that starts over.
  bool MadeAgain(const Name& name) const {
    const Relation* later = history_.catalog
                                .At(migration_.TimeOf(static_cast<uint32_t>(
                                    migration_.up->ops.size())))
                                .Find(name);
    return later != nullptr && IsNew(*later);
  }

  // Empty when the name that the column's type was written with means another
  // type by now, or none: renamed, and the column with it.
  std::string TypeNow(const Column& column) const {
    const TypeName& type = *column.type;
    View then = history_.catalog.At(column.typed);
    const TypeFact* was = then.FindType(type.schema(), type.name());
    bool stale =
        was != nullptr && was != view_.FindType(type.schema(), type.name());
    return stale ? std::string() : interlock::sql::Spelled(type);
  }

  void UpDropColumn(const DropColumn& op) {
    const Relation* table = nullptr;
    if (!Concerns(op.table, table)) return;
    std::optional<Column> column;
    if (table != nullptr) column = view_.FindColumn(*table, op.column.text);
    if (column && column->added >= migration_.first) return;
    if (!column && op.if_exists && table != nullptr &&
        view_.HasColumn(*table, op.column.text) == Answer::kNo) {
      return;
    }
    Removal& removal =
        Add(RemovalKind::kColumn, op, Key(op.table, op.column), Key(op.table));
    removal.assumed = !column;
    if (column && column->type != nullptr) removal.was = TypeNow(*column);
  }

  void UpAlterType(const AlterColumnType& op) {
    const Relation* table = nullptr;
    if (!Concerns(op.table, table)) return;
    std::optional<Column> column;
    if (table != nullptr) column = view_.FindColumn(*table, op.column.text);
    if (column && column->added >= migration_.first) return;
    const TypeName* from = column ? column->type : nullptr;
    Answer loses = LosesValues(from, op.type);
    if (loses == Answer::kNo) return;
    Removal& removal = Add(RemovalKind::kColumnType, op,
                           Key(op.table, op.column), Key(op.table));
    removal.assumed = loses == Answer::kUnknown;
    if (from != nullptr) removal.was = TypeNow(*column);
  }

  void UpDropConstraint(const DropConstraint& op) {
    const Relation* table = nullptr;
    if (!Concerns(op.table, table)) return;
    const ConstraintFact* fact = nullptr;
    if (table != nullptr) {
      fact = view_.FindConstraint(*table, op.constraint.text);
      bool absent = fact == nullptr && table->complete && view_.Trusts(*table);
      if (absent && op.if_exists) return;
      if (fact != nullptr && fact->born >= migration_.first) return;
    }
    Removal& removal = Add(RemovalKind::kConstraint, op,
                           Key(op.table, op.constraint), Key(op.table));
    removal.assumed = fact == nullptr;
    if (fact != nullptr) dropped_[removals_.size() - 1] = fact;
  }

  void UpDropObject(const DropObject& op) {
    bool type =
        op.object == ObjectKind::kType || op.object == ObjectKind::kDomain;
    if (!type && op.object != ObjectKind::kSchema) return;
    for (const Name& name : op.names) {
      const TypeFact* fact =
          type ? view_.FindType(name.schema, name.name) : nullptr;
      if (fact != nullptr && fact->born >= migration_.first) continue;
      if (type && fact == nullptr && op.if_exists) continue;
      if (!type && !op.cascade) continue;  // refused unless it is empty
      Removal& removal = Add(type ? RemovalKind::kType : RemovalKind::kSchema,
                             op, type ? Key(name) : std::string(name.name), {});
      removal.assumed = type && fact == nullptr;
    }
  }

  void UpRows(RemovalKind kind, const Op& op, const Name& name) {
    const Relation* table = nullptr;
    if (!Concerns(name, table)) return;
    std::string key = Key(name);
    Removal& removal = Add(kind, op, key, key);
    if (op.kind == OpKind::kTruncate) removal.span = name.span;
    removal.assumed = table == nullptr;
  }

  void UpUpdate(const Update& op) {
    if (op.has_where) return;
    const Relation* table = view_.Find(op.table);
    bool older = false;
    for (const Ident& set : op.columns) {
      std::optional<Column> column;
      if (table != nullptr) column = view_.FindColumn(*table, set.text);
      older |= !column || column->added < migration_.first;
    }
    if (older) UpRows(RemovalKind::kValues, op, op.table);
  }

  // Renames count in both directions; a thing made again is not gone.
  void Follow(const Op& op) {
    if (const auto* rename = As<RenameTable>(op)) {
      std::string to = PathOf({rename->table.schema, rename->to.text, {}});
      aliases_.Rename(PathOf(rename->table), to);
    } else if (const auto* column = As<RenameColumn>(op)) {
      std::string table = Key(column->table) + ".";
      aliases_.Rename(table + std::string(column->column.text),
                      table + std::string(column->to.text));
    } else if (const auto* object = As<RenameObject>(op)) {
      if (object->object == ObjectKind::kType ||
          object->object == ObjectKind::kDomain) {
        std::string to = PathOf({object->name.schema, object->to.text, {}});
        aliases_.Rename(PathOf(object->name), to);
      }
    } else if (const auto* added = As<AddConstraint>(op)) {
      if (down_ == nullptr && !added->constraint.name.empty()) {
        replaced_.insert(Key(added->table, added->constraint.name));
      }
    }
  }

  void Index() {
    for (size_t i = 0; i < removals_.size(); ++i) {
      Removal& removal = removals_[i];
      by_key_[{removal.kind, removal.what}].push_back(i);
      bool replaced = removal.kind == RemovalKind::kConstraint &&
                      replaced_.contains(removal.what);
      if (replaced) removal.restored = Restored::kYes;
    }
  }

  void Restore(RemovalKind kind, const std::string& key, const SqlFile* file,
               std::string difference = {}) {
    auto at = by_key_.find({kind, key});
    if (at == by_key_.end()) return;
    for (size_t i : at->second) {
      Removal& removal = removals_[i];
      removal.restored =
          difference.empty() ? Restored::kYes : Restored::kDifferent;
      removal.difference = difference;
      removal.restored_in = file;
    }
  }

  void WalkDown(const SqlFile& file) {
    down_ = &file;
    Aliases saved = aliases_;
    bool sections = &file == migration_.up;
    for (const Statement& statement : file.statements) {
      if (sections && statement.section != Section::kDown) continue;
      for (const Op* op : file.OpsOf(statement)) Down(*op);
    }
    aliases_ = std::move(saved);
  }

  // Long: one case for each kind of op.
  void Down(const Op& op) {
    Follow(op);
    switch (op.kind) {
      case OpKind::kCreateTable: {
        const auto& create = static_cast<const CreateTable&>(op);
        std::string key = Key(create.table);
        auto& columns = remade_[key];
        for (const ColumnDef& column : create.columns) {
          columns.insert(std::string(column.name.text));
        }
        if (create.as_query || !create.origin->likes.empty())
          whole_.insert(key);
        for (const Constraint& constraint : create.constraints) {
          DownConstraint(create.table, constraint);
        }
        return Restore(RemovalKind::kTable, key, down_);
      }
      case OpKind::kRenameTable: {
        const auto& rename = static_cast<const RenameTable&>(op);
        std::string key(rename.to.text);
        whole_.insert(key);
        return Restore(RemovalKind::kTable, key, down_);
      }
      case OpKind::kAddColumn: {
        const auto& add = static_cast<const AddColumn&>(op);
        std::string key = Key(add.table, add.column.name);
        remade_[Key(add.table)].insert(std::string(add.column.name.text));
        Restore(RemovalKind::kColumnType, key, down_,
                Difference(RemovalKind::kColumnType, key, add.column.type));
        return Restore(RemovalKind::kColumn, key, down_,
                       Difference(RemovalKind::kColumn, key, add.column.type));
      }
      case OpKind::kRenameColumn: {
        const auto& rename = static_cast<const RenameColumn&>(op);
        std::string key = Key(rename.table) + "." + std::string(rename.to.text);
        remade_[Key(rename.table)].insert(std::string(rename.to.text));
        Restore(RemovalKind::kColumnType, key, down_);
        return Restore(RemovalKind::kColumn, key, down_);
      }
      case OpKind::kAlterColumnType: {
        const auto& alter = static_cast<const AlterColumnType&>(op);
        std::string key = Key(alter.table, alter.column);
        return Restore(RemovalKind::kColumnType, key, down_,
                       Difference(RemovalKind::kColumnType, key, alter.type));
      }
      default:
        return DownRest(op);
    }
  }

  void DownRest(const Op& op) {
    switch (op.kind) {
      case OpKind::kAddConstraint:
        return DownConstraint(static_cast<const AddConstraint&>(op).table,
                              static_cast<const AddConstraint&>(op).constraint);
      case OpKind::kCreateEnum:
        return Restore(RemovalKind::kType,
                       Key(static_cast<const CreateEnum&>(op).type), down_);
      case OpKind::kCreateDomain:
        return Restore(RemovalKind::kType,
                       Key(static_cast<const CreateDomain&>(op).domain), down_);
      case OpKind::kCreateType:
        return Restore(RemovalKind::kType,
                       Key(static_cast<const CreateType&>(op).type), down_);
      case OpKind::kCreateSchema:
        return Restore(
            RemovalKind::kSchema,
            std::string(static_cast<const CreateSchema&>(op).schema.text),
            down_);
      case OpKind::kInsert:
        return DownRows(static_cast<const Insert&>(op).table);
      case OpKind::kCopyData:
        return DownRows(static_cast<const CopyData&>(op).table);
      case OpKind::kUpdate:
        return Restore(RemovalKind::kValues,
                       Key(static_cast<const Update&>(op).table), down_);
      case OpKind::kDoBlock:
        return DownCode(
            down_->source->Text(static_cast<const DoBlock&>(op).body));
      case OpKind::kCallProcedure:
      case OpKind::kUnknown:
      case OpKind::kSelect:
        return DownCode(
            down_->source->Text(down_->statements[op.statement].span));
      default:
        return;
    }
  }

  void DownRows(const Name& table) {
    Restore(RemovalKind::kRows, Key(table), down_);
    Restore(RemovalKind::kValues, Key(table), down_);
  }

  // By its name, be it the server's choice, or by saying the same of the same
  // columns.
  void DownConstraint(const Name& on, const Constraint& added) {
    if (!added.name.empty()) {
      Restore(RemovalKind::kConstraint, Key(on, added.name), down_);
    } else if (std::string name = ChosenName(on, added); !name.empty()) {
      std::string key = aliases_.Of(Key(on) + "." + name);
      Restore(RemovalKind::kConstraint, key, down_);
    }
    std::string table = Key(on);
    for (auto& [index, fact] : dropped_) {
      Removal& removal = removals_[index];
      bool same = removal.table == table && fact->def->kind == added.kind &&
                  (added.name.empty() || added.name.text == fact->name) &&
                  std::ranges::equal(fact->def->columns, added.columns, {},
                                     &Ident::text, &Ident::text);
      if (!same) continue;
      removal.restored = Restored::kYes;
      removal.restored_in = down_;
    }
  }

  // Code that names the lost thing may well bring it back.
  void DownCode(std::string_view code) {
    std::string lower = AsciiLower(code);
    for (Removal& removal : removals_) {
      if (removal.restored != Restored::kNo) continue;
      if (--code_budget_ < 0) {
        removal.restored = Restored::kUnknown;
        continue;
      }
      size_t cut = removal.what.rfind('.');
      std::string_view last =
          std::string_view(removal.what)
              .substr(cut == std::string::npos ? 0 : cut + 1);
      if (lower.find(AsciiLower(last)) == std::string::npos) continue;
      removal.restored = Restored::kUnknown;
      removal.restored_in = down_;
    }
  }

  std::string Difference(RemovalKind kind, const std::string& key,
                         const TypeName& type) const {
    auto at = by_key_.find({kind, key});
    if (at == by_key_.end()) return {};
    const std::string& was = removals_[at->second.front()].was;
    std::string now = interlock::sql::Spelled(type);
    if (was.empty() || was == now) return {};
    // To a client a varchar without a limit is text.
    if (IsText(was) && IsText(now)) return {};
    return "comes back as " + now + ", it was " + was;
  }

  // A table that comes back must have its columns.
  void Settle() {
    for (Removal& removal : removals_) {
      bool table = removal.kind == RemovalKind::kTable &&
                   removal.restored == Restored::kYes && !removal.assumed;
      if (!table || whole_.contains(removal.what)) continue;
      View before = history_.catalog.At(removal.time);
      const auto& op = static_cast<const DropTable&>(*removal.op);
      const std::set<std::string>& has = remade_[removal.what];
      for (const Name& name : op.tables) {
        const Relation* relation = before.Find(name);
        if (relation == nullptr || relation->assumed) continue;
        if (aliases_.Of(PathOf(name)) != removal.what) continue;
        std::string missing;
        for (const Column& column : before.Columns(*relation)) {
          if (has.contains(std::string(column.name))) continue;
          if (!missing.empty()) missing += ", ";
          missing += column.name;
        }
        if (missing.empty()) continue;
        removal.restored = Restored::kDifferent;
        removal.difference = "comes back without " + missing;
      }
    }
  }

  const History& history_;
  const Migration& migration_;
  View view_ = history_.catalog.At(kBeforeAll);
  Aliases aliases_;
  const SqlFile* down_ = nullptr;
  std::vector<Removal> removals_;
  std::map<std::pair<RemovalKind, std::string>, std::vector<size_t>> by_key_;
  std::map<size_t, const ConstraintFact*> dropped_;      // by removal
  std::map<std::string, std::set<std::string>> remade_;  // columns, by table
  std::set<std::string> replaced_;  // constraints that the up adds anew
  int code_budget_ = 1 << 16;    // names looked for in code, for hostile input
  std::set<std::string> whole_;  // tables that come back as they were
};

// Kinds of number, each of which holds every value of those before it.
int NumberRank(std::string_view type) {
  constexpr std::array<std::string_view, 4> kRanks = {"int2", "int4", "int8",
                                                      "numeric"};
  for (size_t i = 0; i < kRanks.size(); ++i) {
    if (kRanks[i] == type) return static_cast<int>(i);
  }
  if (type == "serial" || type == "serial4") return 1;
  if (type == "bigserial" || type == "serial8") return 2;
  if (type == "smallserial" || type == "serial2") return 0;
  return -1;
}

}  // namespace

std::string_view NameOf(RemovalKind kind) {
  constexpr std::array<std::string_view, 8> kNames = {
      "table", "column", "column type", "constraint",
      "type",  "schema", "rows",        "values"};
  return kNames[static_cast<size_t>(kind)];
}

Answer LosesValues(const TypeName* from, const TypeName& to) {
  if (from == nullptr) return Answer::kUnknown;
  Work cost = CostOfTypeChange(from, to, Answer::kYes, 18);
  bool zones =
      from->name() != to.name() && from->name().starts_with("timestamp");
  if (cost == Work::kInstant && !zones) return Answer::kNo;
  if (from->array_dims() != to.array_dims()) return Answer::kYes;
  int rank = NumberRank(from->name());
  int now = NumberRank(to.name());
  if (rank >= 0 && now >= rank && to.modifier_count() == 0) return Answer::kNo;
  if (from->name() == "date" && to.name().starts_with("timestamp")) {
    return Answer::kNo;
  }
  if (from->name() == "json" && to.name() == "text") return Answer::kNo;
  return Answer::kYes;
}

std::string Spelled(const TypeName& type) {
  std::string text;
  if (!type.schema().empty()) text = std::string(type.schema()) + ".";
  text += type.name();
  for (int i = 0; i < type.modifier_count() && i < 2; ++i) {
    text += i == 0 ? "(" : ",";
    text += std::to_string(type.modifier(i));
    if (i + 1 == type.modifier_count()) text += ")";
  }
  for (int i = 0; i < type.array_dims() && i < 6; ++i) text += "[]";
  return text;
}

std::vector<Removal> RemovalsOf(const History& history,
                                const Migration& migration) {
  if (migration.up == nullptr) return {};
  return Ledger(history, migration).Run();
}

}  // namespace interlock::sql
