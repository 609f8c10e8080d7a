// SPDX-License-Identifier: Apache-2.0
// Questions on indexes.
#include <algorithm>

#include "analyzers/sql/catalog.h"
#include "analyzers/sql/chosen_names.h"

namespace interlock::sql {
namespace {

// An index copied from a copy from a copy.
constexpr int kMaxCopies = 64;

bool SameExpr(const IndexColumn& a, const IndexColumn& b) {
  return a.expression.present() == b.expression.present() &&
         (!a.expression.present() || &a == &b);
}

}  // namespace

std::string_view View::IndexColumnOf(const Relation& index,
                                     std::string_view written) const {
  const Relation* chain[kMaxCopies];
  int count = 0;
  for (const Relation* at = &index; at != nullptr && count < kMaxCopies;
       at = at->parts == nullptr ? nullptr : at->parts->like) {
    chain[count++] = at;
  }
  // From the first one, whose statement says the names, to this copy.
  for (int i = count - 1; i >= 0; --i) {
    View until = i == 0 ? *this : Just(chain[i - 1]->born + 1);
    written = until.Renamed(*chain[i]->table, written, chain[i]->born);
  }
  return written;
}

std::vector<std::string_view> View::IndexKeyOf(const Relation& index) const {
  std::vector<std::string_view> key;
  if (index.index != nullptr) {
    for (const IndexColumn& column : index.index->columns) {
      key.push_back(column.column.empty()
                        ? std::string_view()
                        : IndexColumnOf(index, column.column.text));
    }
  } else if (index.made_by != nullptr) {
    const auto& elements = index.made_by->def->index->elements;
    if (elements.empty()) return KeyOf(*index.made_by);
    for (const IndexColumn& column : elements) {
      key.push_back(column.column.empty()
                        ? std::string_view()
                        : IndexColumnOf(index, column.column.text));
    }
  }
  return key;
}

std::vector<std::string_view> View::IncludedIn(const Relation& index) const {
  std::vector<std::string_view> included;
  if (index.index != nullptr) {
    for (const Ident& column : index.index->include) {
      included.push_back(IndexColumnOf(index, column.text));
    }
  } else if (index.made_by != nullptr) {
    for (const Ident& column : index.made_by->def->index->include) {
      included.push_back(IndexColumnOf(index, column.text));
    }
  }
  return included;
}

std::vector<std::string> View::CopiedLabels(const Relation& index) const {
  const Relation* first = &index;
  for (int i = 0; i < kMaxCopies; ++i) {
    if (first->parts == nullptr || first->parts->like == nullptr) break;
    first = first->parts->like;
  }
  return Just(first->born + 1).KeyLabels(*first);
}

std::vector<std::string> View::KeyLabels(const Relation& index) const {
  std::vector<std::string> labels;
  auto add = [&](std::string_view name) {
    if (name.empty()) name = "expr";
    std::string label(name);
    for (int i = 1; std::ranges::find(labels, label) != labels.end(); ++i) {
      label = std::string(name) + std::to_string(i);
    }
    labels.push_back(label);
  };
  std::span<const IndexColumn> columns;
  if (index.index != nullptr) {
    columns = index.index->columns;
  } else if (index.made_by != nullptr) {
    columns = index.made_by->def->index->elements;
  }
  size_t i = 0;
  for (std::string_view name : IndexKeyOf(index)) {
    if (name.empty() && i < columns.size()) name = columns[i].extras->called;
    add(name);
    ++i;
  }
  for (std::string_view name : IncludedIn(index)) add(name);
  return labels;
}

bool View::SameShape(const Relation& a, const Relation& b) const {
  bool keyed = a.made_by != nullptr && a.made_by->AliveAt(time_);
  bool other = b.made_by != nullptr && b.made_by->AliveAt(time_);
  if (keyed && !other) {
    return false;
  }
  auto unique = [](const Relation& index, bool has_key) {
    return has_key ? index.made_by->def->kind != ConstraintKind::kExclude
                   : index.index != nullptr && index.index->unique;
  };
  auto excludes = [](const Relation& index, bool has_key) {
    return has_key && index.made_by->def->kind == ConstraintKind::kExclude;
  };
  if (excludes(a, keyed) || excludes(b, other)) return false;
  if (unique(a, keyed) != unique(b, other)) return false;
  if (IndexKeyOf(a) != IndexKeyOf(b) || IncludedIn(a) != IncludedIn(b)) {
    return false;
  }
  auto method = [](const Relation& index) {
    return index.index == nullptr ? std::string_view("btree")
                                  : index.index->method;
  };
  if (method(a) != method(b)) return false;
  bool where_a = a.index != nullptr && a.index->where.present();
  bool where_b = b.index != nullptr && b.index->where.present();
  if (where_a || where_b) return a.index == b.index;
  if (a.index == nullptr || b.index == nullptr) return true;
  for (size_t i = 0; i < a.index->columns.size(); ++i) {
    if (!SameExpr(a.index->columns[i], b.index->columns[i])) return false;
  }
  return true;
}

}  // namespace interlock::sql
