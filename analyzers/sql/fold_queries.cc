// SPDX-License-Identifier: Apache-2.0
// The fold's part that deals with views and CREATE TABLE AS.
#include <set>
#include <utility>
#include <vector>

#include "analyzers/sql/catalog_builder.h"
#include "analyzers/sql/fold_change.h"
#include "analyzers/sql/query_names.h"

namespace interlock::sql {

bool CatalogBuilder::AddOutputs(Relation& relation, const Query& query,
                                std::span<const Ident> names) {
  // Its names are those from before the relation was there.
  QueryNames meaning(query, Now().Just(time_));
  std::vector<Output> outputs;
  bool known = meaning.Outputs(outputs);
  bool all = known || (!outputs.empty() && names.size() == outputs.size());
  size_t i = 0;
  for (const Output& output : outputs) {
    std::string_view name = i < names.size() ? names[i].text : output.name;
    ++i;
    if (name.empty()) {
      all = false;
      continue;
    }
    if (!Spend()) return false;
    if (Now().FindColumn(relation, name)) continue;
    Column column{.name = name};
    column.type = output.type;
    column.not_null = Answer::kNo;
    column.added = time_;
    column.typed = output.typed == kBeforeAll ? time_ : output.typed;
    PutNew(relation, column);
  }
  return all;
}

void CatalogBuilder::LinkReads(Object& who, const Query& query,
                               std::span<const Name> reads, const void* proof) {
  View then = Now().Just(time_);
  std::set<std::pair<const Relation*, std::string_view>> linked;
  auto link = [&](const Relation* relation, std::string_view column,
                  bool sure) {
    if (relation == nullptr || relation == &who) return;
    if (!Spend() || !linked.insert({relation, column}).second) return;
    Depend(const_cast<Relation&>(*relation), {.who = &who,
                                              .column = column,
                                              .proof = proof,
                                              .bond = Bond::kReads,
                                              .sure = sure});
  };
  for (const Name& name : reads) link(then.Find(name), {}, true);
  QueryNames meaning(query, then);
  for (const ColumnUse& use : query.uses) {
    for (const Meaning& meant : meaning.Of(use)) {
      link(meant.relation, meant.column, meant.sure);
    }
  }
  for (const Name& type : query.types) {
    TypeShape shape;
    shape.schema = type.schema;
    shape.name = type.name;
    LinkType({&shape, type.span}, who, Bond::kReads, {}, proof);
  }
  for (const Name& called : query.functions) {
    const Overload* at = then.FindFunctions(called.schema, called.name);
    bool sure = at != nullptr && at->next == nullptr;
    for (; at != nullptr && Spend(); at = at->next) {
      Depend(*at->function,
             {.who = &who, .proof = proof, .bond = Bond::kReads, .sure = sure});
    }
  }
}

void CatalogBuilder::Apply(const CreateView& op) {
  bool temporary = op.persistence == Persistence::kTemporary;
  std::string_view schema = temporary ? "pg_temp" : SchemaFor(op.view);
  catalog_.has_temporary_ |= temporary;
  RelationKind kind =
      op.materialized ? RelationKind::kMaterializedView : RelationKind::kView;
  Relation* view = Find({schema, op.view.name, {}});
  if (view != nullptr && op.if_not_exists) return;
  if (view != nullptr && !(op.or_replace && view->kind == kind)) {
    BuryRelation(*view);
    view = nullptr;
  }
  if (view == nullptr) {
    view = Create(schema, op.view.name, kind);
    if (temporary) temporary_.push_back(view);
  }
  RelationParts& parts = PartsOf(*view);
  parts.views = arena().New<ViewVersion>(&op, time_, parts.views);
  view->complete =
      AddOutputs(*view, *op.query,
                 op.names_columns ? op.columns : std::span<const Ident>());
  LinkReads(*view, *op.query, op.reads, &op);
}

}  // namespace interlock::sql
