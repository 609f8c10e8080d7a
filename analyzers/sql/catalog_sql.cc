// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/catalog_sql.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "analyzers/sql/catalog_sql_parts.h"
#include "analyzers/sql/catalog_text.h"

namespace interlock::sql {
namespace {

// Partitions are attached when every table has its own keys and indexes, so
// that the server adopts those; foreign keys come when all keys are there;
// views, code and what is said of objects come last.
class CatalogScript {
 public:
  CatalogScript(const History& history, const View& view)
      : history_(history), view_(view), parts_(history, view) {}

  std::string Write() {
    Gather();
    out_ = "SET check_function_bodies = off;\n";
    for (const Slot* slot : view_.catalog().schemas()) {
      if (slot->At(view_.time()) == nullptr || slot->name == "public") continue;
      Say("CREATE SCHEMA " + QuotedName(slot->name));
    }
    for (const Slot* slot : view_.catalog().extensions()) {
      if (slot->At(view_.time()) == nullptr) continue;
      Say("CREATE EXTENSION IF NOT EXISTS " + QuotedName(slot->name));
    }
    for (const TypeFact* type : types_) Say(parts_.Type(*type));
    for (const Relation* each : Of(RelationKind::kSequence)) {
      if (!each->parts->identity) Say(parts_.Sequence(*each));
    }
    for (const FunctionFact* function : functions_) {
      Say(parts_.Function(*function));
    }
    for (const Relation* table : tables_) Say(parts_.Table(*table));
    WriteKeys();
    for (const Relation* view : views_) Say(parts_.ViewOf(*view));
    for (const Relation* each : Of(RelationKind::kIndex)) {
      bool stored = each->table->kind == RelationKind::kMaterializedView;
      if (stored) Say(parts_.Index(*each));
    }
    for (const Relation* table : tables_) WriteRest(*table);
    for (const Relation* each : relations_) WriteSaid(*each);
    WriteOthers();
    return std::move(out_);
  }

 private:
  void Say(const std::string& statement) {
    if (statement.empty()) return;
    out_ += statement;
    out_ += statement.starts_with("--") ? "\n" : ";\n";
  }

  std::vector<const Relation*> Of(RelationKind kind) const {
    std::vector<const Relation*> some;
    for (const Relation* each : relations_) {
      if (each->kind == kind && each->parts == nullptr &&
          kind == RelationKind::kSequence) {
        continue;
      }
      if (each->kind == kind) some.push_back(each);
    }
    return some;
  }

  void Gather() {
    Time time = view_.time();
    for (const Slot* slot : view_.catalog().names()) {
      auto* relation = static_cast<const Relation*>(slot->At(time));
      if (relation == nullptr || slot->schema == kTemporarySchema) continue;
      relations_.push_back(relation);
    }
    for (const Slot* slot : view_.catalog().types()) {
      auto* type = static_cast<const TypeFact*>(slot->At(time));
      if (type != nullptr && !type->assumed) types_.push_back(type);
    }
    for (const Slot* slot : view_.catalog().functions()) {
      auto* at = static_cast<const Overload*>(slot->At(time));
      for (; at != nullptr; at = at->next) functions_.push_back(at->function);
    }
    auto older = [](const Object* a, const Object* b) {
      return a->born < b->born;
    };
    std::ranges::stable_sort(relations_, older);
    std::ranges::stable_sort(types_, older);
    std::ranges::stable_sort(functions_, older);
    for (const Relation* each : relations_) {
      bool view = each->kind == RelationKind::kView ||
                  each->kind == RelationKind::kMaterializedView;
      if (each->kind <= RelationKind::kForeignTable) tables_.push_back(each);
      if (view) views_.push_back(each);
    }
  }

  void WriteKeys() {
    for (const Relation* each : Of(RelationKind::kSequence)) {
      Say(parts_.Owned(*each));
    }
    for (const Relation* table : tables_) {
      EachFact(*table, [&](const ConstraintFact& fact) {
        bool foreign = fact.def->kind == ConstraintKind::kForeignKey;
        bool check = fact.def->kind == ConstraintKind::kCheck;
        if (!foreign && !check) Say(parts_.ConstraintOf(fact));
      });
    }
    for (const Relation* each : Of(RelationKind::kIndex)) {
      bool keyed =
          each->made_by != nullptr && each->made_by->AliveAt(view_.time());
      bool stored = each->table->kind == RelationKind::kMaterializedView;
      if (!keyed && !stored) Say(parts_.Index(*each));
    }
    for (const Relation* table : tables_) {
      view_.EachPartition(
          *table, [&](const PartitionLink& link) { Say(parts_.Attach(link)); });
    }
    for (const Relation* table : tables_) {
      EachFact(*table, [&](const ConstraintFact& fact) {
        bool foreign = fact.def->kind == ConstraintKind::kForeignKey;
        bool check = fact.def->kind == ConstraintKind::kCheck;
        bool open = check && !view_.IsValid(fact);
        if (fact.local && (foreign || open)) Say(parts_.ConstraintOf(fact));
      });
    }
    for (const Relation* table : tables_) {
      EachFact(*table, [&](const ConstraintFact& fact) {
        bool check = fact.def->kind == ConstraintKind::kCheck;
        if (check) Say(parts_.Validated(fact));
      });
    }
  }

  // What stands by itself; default privileges last, so that nothing here has
  // them.
  void WriteOthers() {
    Time time = view_.time();
    for (const StatisticsFact* fact : view_.catalog().statistics()) {
      if (fact->AliveAt(time)) Say(parts_.Statistics(*fact));
    }
    for (const PublicationFact* fact : view_.catalog().publications()) {
      if (fact->AliveAt(time)) Say(parts_.Publication(*fact));
    }
    for (const Slot* slot : view_.catalog().schemas()) {
      const auto* schema = static_cast<const Object*>(slot->At(time));
      if (schema == nullptr) continue;
      SayOf(*schema, "SCHEMA", QuotedName(slot->name), false);
    }
    for (const TypeFact* type : types_) {
      bool domain = type->kind == TypeKind::kDomain;
      SayOf(*type, domain ? "DOMAIN" : "TYPE", QuotedName(view_.NameOf(*type)),
            true);
    }
    for (const FunctionFact* function : functions_) {
      SayOf(*function, "ROUTINE", parts_.Signature(*function), true);
    }
    for (const std::string& one : parts_.DefaultPrivileges()) Say(one);
  }

  void SayOf(const Object& object, std::string_view kind,
             const std::string& name, bool for_all) {
    if (name.empty()) return;
    std::string said = parts_.SaidOf(object, kind, name, for_all);
    if (!said.empty()) Say(said.substr(2));  // behind ";\n"
  }

  template <class F>
  void EachFact(const Relation& table, F f) {
    std::vector<const ConstraintFact*> all;
    view_.EachConstraint(table, [&](const ConstraintFact& fact) {
      if (!fact.hidden) all.push_back(&fact);
    });
    for (auto at = all.rbegin(); at != all.rend(); ++at) f(**at);
  }

  void WriteRest(const Relation& table) {
    for (const std::string& one : parts_.Rest(table)) Say(one);
  }

  void WriteSaid(const Relation& relation) {
    for (const std::string& one : parts_.Said(relation)) Say(one);
  }

  const History& history_;
  View view_;
  SqlParts parts_;
  std::vector<const Relation*> relations_;
  std::vector<const Relation*> tables_;
  std::vector<const Relation*> views_;
  std::vector<const TypeFact*> types_;
  std::vector<const FunctionFact*> functions_;
  std::string out_;
};

}  // namespace

std::string CatalogSql(const History& history, const View& view) {
  return CatalogScript(history, view).Write();
}

std::string CatalogTable(const View& view) {
  std::string out;
  std::vector<std::pair<std::string, const Relation*>> all;
  for (const Slot* slot : view.catalog().names()) {
    auto* relation = static_cast<const Relation*>(slot->At(view.time()));
    if (relation == nullptr) continue;
    all.emplace_back(QuotedName(view.NameOf(*relation)), relation);
  }
  std::ranges::sort(all);
  for (const auto& [name, relation] : all) {
    if (relation->kind == RelationKind::kIndex) continue;
    out += std::string(NameOf(relation->kind)) + " " + name;
    out += view.Trusts(*relation) ? "\n" : "  (not certain)\n";
    for (const Column& column : view.Columns(*relation)) {
      std::string line = "  " + QuotedName(column.name);
      line.resize(std::max<size_t>(line.size() + 2, 30), ' ');
      line += column.type == nullptr
                  ? "?"
                  : TypeText(view, *column.type, column.typed);
      Answer filled = view.IsNotNull(*relation, column.name);
      if (filled == Answer::kYes) line += "  not null";
      if (HasDefault(view, column)) line += "  default";
      out += line + "\n";
    }
    view.EachConstraint(*relation, [&](const ConstraintFact& fact) {
      out += "  constraint " + QuotedName(view.NameOf(fact));
      out += view.IsValid(fact) ? "\n" : "  not valid\n";
    });
    view.EachIndex(*relation, [&](const Relation& index) {
      out += "  index " + QuotedName(view.NameOf(index).name);
      out += view.IsValid(index) ? "\n" : "  not valid\n";
    });
  }
  return out;
}

}  // namespace interlock::sql
