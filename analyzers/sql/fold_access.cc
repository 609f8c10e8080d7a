// SPDX-License-Identifier: Apache-2.0
// The fold's part that deals with privileges, statistics objects and
// publications.
#include <algorithm>
#include <string>
#include <vector>

#include "analyzers/sql/catalog_builder.h"
#include "analyzers/sql/chosen_names.h"
#include "analyzers/sql/fold_change.h"
#include "core/text.h"

namespace interlock::sql {

// Those on the whole object; GrantColumns has the rest.
void CatalogBuilder::GrantOn(Object& object, const Grant& op) {
  Trait trait = op.revoke ? Trait::kRevoked : Trait::kGranted;
  std::string privileges;
  bool columns = false;
  for (const Privilege& privilege : op.privileges) {
    columns |= !privilege.columns.empty();
    if (!privilege.columns.empty()) continue;
    if (!privileges.empty()) privileges += ',';
    privileges +=
        privilege.name.empty() ? "all" : AsciiLower(privilege.name.text);
  }
  if (columns) GrantColumns(object, op);
  if (columns && privileges.empty()) return;
  if (privileges.empty()) privileges = "all";
  if (op.grant_option) privileges += "*";
  std::string_view kept = arena().Copy(privileges);
  for (const Ident& grantee : op.grantees) {
    Say(object, trait, kept, grantee.text);
  }
  if (op.to_public) Say(object, trait, kept, {});
}

void CatalogBuilder::GrantColumns(Object& object, const Grant& op) {
  Trait trait = op.revoke ? Trait::kColumnRevoked : Trait::kColumnGranted;
  for (const Privilege& privilege : op.privileges) {
    std::string word =
        privilege.name.empty() ? "all" : AsciiLower(privilege.name.text);
    if (op.grant_option) word += "*";
    for (const Ident& column : privilege.columns) {
      std::string_view kept =
          arena().Copy(word + " " + std::string(column.text));
      for (const Ident& grantee : op.grantees) {
        Say(object, trait, kept, grantee.text);
      }
      if (op.to_public) Say(object, trait, kept, {});
    }
  }
}

// ON ALL TABLES IN SCHEMA and its kin.
void CatalogBuilder::GrantAll(const Grant& op) {
  bool sequences = op.object == ObjectKind::kSequence;
  bool relations = op.object == ObjectKind::kTable || sequences;
  std::span<const Slot* const> slots =
      relations ? std::span<const Slot* const>(catalog_.name_slots_)
                : std::span<const Slot* const>(catalog_.functions_);
  for (const Name& schema : op.names) {
    for (const Slot* slot : slots) {
      if (!Spend()) return;
      void* value = slot->schema == schema.name ? slot->At(time_ + 1) : nullptr;
      if (value == nullptr) continue;
      if (!relations) {
        auto* at = static_cast<const Overload*>(value);
        for (; at != nullptr && Spend(); at = at->next) {
          const FunctionVersion* version = Now().VersionOf(*at->function);
          bool procedure = version != nullptr && version->def->procedure;
          bool wanted = op.object == ObjectKind::kRoutine ||
                        procedure == (op.object == ObjectKind::kProcedure);
          if (wanted) GrantOn(*at->function, op);
        }
        continue;
      }
      auto* relation = static_cast<Relation*>(value);
      if (relation->kind == RelationKind::kIndex) continue;
      bool sequence = relation->kind == RelationKind::kSequence;
      if (sequence == sequences) GrantOn(*relation, op);
    }
  }
}

void CatalogBuilder::Apply(const Grant& op) {
  if (op.object == ObjectKind::kRole) return;
  if (op.scope == GrantScope::kDefault) {
    catalog_.default_grants_.push_back({&op, time_});
    return;
  }
  if (op.scope == GrantScope::kAllInSchema) return GrantAll(op);
  for (size_t i = 0; i < op.names.size(); ++i) {
    const Identity& identity =
        i < op.identities.size() ? op.identities[i] : kNoIdentity;
    Object* object = Named(op.object, op.names[i], identity, {});
    if (object != nullptr) GrantOn(*object, op);
  }
}

StatisticsFact* CatalogBuilder::StatisticsNamed(const Name& name) {
  View now = Now();
  auto is = [&](const StatisticsFact& fact, std::string_view schema) {
    if (!fact.AliveAt(time_ + 1) || now.NameOf(fact) != name.name) return false;
    const Note* said = now.Said(fact, Trait::kSchema);
    return (said == nullptr ? fact.schema : said->value) == schema;
  };
  auto in = [&](std::string_view schema) -> StatisticsFact* {
    for (StatisticsFact* fact : catalog_.statistics_) {
      if (!Spend()) return nullptr;
      if (is(*fact, schema)) return fact;
    }
    return nullptr;
  };
  if (!name.schema.empty()) return in(name.schema);
  for (std::string_view schema : catalog_.PathAt(time_ + 1)) {
    if (StatisticsFact* found = in(schema)) return found;
  }
  return nullptr;
}

void CatalogBuilder::MakeStatistics(Relation& table, const CreateStatistics& op,
                                    std::span<const Ident> columns, Name name) {
  QualifiedName place = Now().NameOf(table);
  if (name.empty()) {
    std::vector<std::string_view> labels;
    for (const Ident& column : columns) labels.push_back(column.text);
    for (size_t i = 0; i < op.expressions.size(); ++i) labels.push_back("expr");
    std::string second = JoinedColumns(labels);
    name.schema = place.schema;
    ShortName chosen;
    for (int pass = 0; pass < 64; ++pass) {
      std::string label = pass == 0 ? "stat" : "stat" + std::to_string(pass);
      chosen = JoinedName(place.name, second, label);
      name.name = chosen;
      if (StatisticsNamed(name) == nullptr) break;
    }
    name.name = arena().Copy(chosen);
  }
  auto* fact = arena().New<StatisticsFact>();
  fact->thing = Thing::kStatistics;
  fact->born = time_;
  fact->name = name.name;
  fact->schema = SchemaFor(name);
  fact->def = &op;
  fact->relation = &table;
  fact->columns = columns;
  catalog_.statistics_.push_back(fact);
  for (const Ident& column : columns) {
    Depend(table, {.who = fact, .column = column.text, .bond = Bond::kCounts});
  }
  for (const Expr& expression : op.expressions) {
    for (const Ident& column : expression.columns()) {
      Depend(table,
             {.who = fact, .column = column.text, .bond = Bond::kCounts});
    }
  }
}

void CatalogBuilder::Apply(const CreateStatistics& op) {
  Relation* table = Need(op.table);
  if (!op.statistics.empty() && StatisticsNamed(op.statistics) != nullptr) {
    if (op.if_not_exists) return;
  }
  MakeStatistics(*table, op, op.columns, op.statistics);
}

// LIKE ... INCLUDING STATISTICS
void CatalogBuilder::CopyStatistics(Relation& from, Relation& to) {
  size_t count = catalog_.statistics_.size();
  for (size_t i = 0; i < count && Spend(); ++i) {
    const StatisticsFact& fact = *catalog_.statistics_[i];
    if (fact.relation != &from || !fact.AliveAt(time_ + 1)) continue;
    std::vector<Ident> columns;
    for (const Ident& column : fact.columns) {
      columns.push_back({Now().Renamed(from, column.text, fact.born), {}});
    }
    // The server keeps them in the order of the table.
    auto position = [&](const Ident& column) {
      auto found = Now().FindColumn(from, column.text);
      return found ? found->position : 0;
    };
    std::ranges::stable_sort(columns, {}, position);
    MakeStatistics(to, *fact.def, arena().CopyAll(columns), {});
  }
}

PublicationFact* CatalogBuilder::PublicationNamed(std::string_view name) {
  for (PublicationFact* fact : catalog_.publications_) {
    if (!Spend()) return nullptr;
    if (fact->AliveAt(time_ + 1) && Now().NameOf(*fact) == name) return fact;
  }
  return nullptr;
}

void CatalogBuilder::SayOfPublication(PublicationFact& publication,
                                      PublicationStep step) {
  step.when = time_;
  step.next = publication.steps;
  publication.steps = arena().New<PublicationStep>(step);
}

void CatalogBuilder::Apply(const CreatePublication& op) {
  auto* fact = arena().New<PublicationFact>();
  fact->thing = Thing::kPublication;
  fact->born = time_;
  fact->name = op.publication.text;
  catalog_.publications_.push_back(fact);
  SayOfPublication(*fact, {&op, nullptr, time_, nullptr});
}

void CatalogBuilder::Apply(const AlterPublication& op) {
  PublicationFact* fact = PublicationNamed(op.publication.text);
  if (fact != nullptr) {
    SayOfPublication(*fact, {nullptr, &op, time_, nullptr});
  }
}

}  // namespace interlock::sql
