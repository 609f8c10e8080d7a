// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/refusal_keys.h"

#include <algorithm>

namespace interlock::sql::refusal {
namespace {

bool IsKey(ConstraintKind kind) {
  return kind == ConstraintKind::kUnique || kind == ConstraintKind::kPrimaryKey;
}

// Of one table; what has more is not looked into.
constexpr size_t kMaxKeys = 256;

void Add(Keys& keys, const Constraint& def, ColumnNames columns) {
  if (!IsKey(def.kind)) return;
  if (keys.list.size() >= kMaxKeys) {
    keys.whole = false;
    return;
  }
  if (columns.empty()) keys.whole = false;  // USING INDEX
  keys.list.push_back({std::move(columns),
                       def.kind == ConstraintKind::kPrimaryKey,
                       def.deferrable});
}

}  // namespace

ColumnNames TextsOf(std::span<const Ident> idents) {
  ColumnNames out;
  for (const Ident& ident : idents) out.push_back(ident.text);
  return out;
}

const Key* Keys::Primary() const {
  for (const Key& key : list) {
    if (key.primary) return &key;
  }
  return nullptr;
}

const Key* Keys::Over(std::span<const std::string_view> columns) const {
  for (const Key& key : list) {
    if (key.columns.size() != columns.size()) continue;
    bool all = std::ranges::all_of(key.columns, [&](std::string_view one) {
      return std::ranges::find(columns, one) != columns.end();
    });
    if (all) return &key;
  }
  return nullptr;
}

Keys KeysOf(const Case& c, const Relation& table) {
  Keys keys;
  keys.whole = c.IsWhole(table);
  const View& view = c.view();
  bool followed = view.EachConstraint(table, [&](const ConstraintFact& fact) {
    bool room = keys.list.size() <= kMaxKeys;
    if (room && IsKey(fact.def->kind)) Add(keys, *fact.def, view.KeyOf(fact));
  });
  followed &= view.EachIndex(table, [&](const Relation& index) {
    const CreateIndex* def = index.index;
    if (def == nullptr || !def->unique || def->where.present()) return;
    const ConstraintFact* owner = index.made_by;
    if (owner != nullptr && owner->AliveAt(view.time())) return;
    for (const IndexColumn& column : def->columns) {
      if (column.column.empty()) return;
    }
    keys.list.push_back({view.IndexKeyOf(index), false, false});
  });
  keys.whole &= followed;
  return keys;
}

Keys KeysOf(const CreateTable& op) {
  Keys keys;
  const TableOrigin& origin = *op.origin;
  keys.whole = !op.as_query && origin.inherits.empty() &&
               origin.likes.empty() && origin.partition_of.empty();
  for (const Constraint& one : op.constraints) {
    Add(keys, one, TextsOf(one.columns));
  }
  for (const ColumnDef& column : op.columns) {
    for (const Constraint& one : column.constraints()) {
      Add(keys, one, {column.name.text});
    }
  }
  return keys;
}

}  // namespace interlock::sql::refusal
