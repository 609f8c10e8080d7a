// SPDX-License-Identifier: Apache-2.0
// Questions on indexes.
#include <algorithm>

#include "analyzers/sql/catalog.h"
#include "analyzers/sql/chosen_names.h"
#include "core/text.h"

namespace interlock::sql {
namespace {

// An index copied from a copy from a copy.
constexpr int kMaxCopies = 64;

// Without brackets around all of it.
std::string_view Bare(std::string_view text) {
  while (text.starts_with('(')) {
    int depth = 0;
    size_t at = 0;
    do {
      depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
      ++at;
    } while (depth > 0 && at < text.size());
    if (at != text.size() || depth > 0) return text;
    text = text.substr(1, at - 2);
  }
  return text;
}

// As written, under the columns' names of now, without the spaces: what is
// equal so is equal to the server, too.
std::string Normal(const View& view, const Relation& index, const Expr& expr) {
  const Relation* first = &index;
  for (int i = 0; i < kMaxCopies; ++i) {
    if (first->parts == nullptr || first->parts->like == nullptr) break;
    first = first->parts->like;
  }
  std::string_view text = view.TextAt(first->born);
  if (expr.span.end > text.size()) return {};
  std::string out;
  auto add = [&](uint32_t begin, uint32_t end) {
    char quote = '\0';
    for (char c : text.substr(begin, end - begin)) {
      if (quote != '\0') {
        if (c == quote) quote = '\0';
      } else if (c == '\'' || c == '"') {
        quote = c;
      }
      bool keyword = quote == '\0' && c >= 'A' && c <= 'Z';
      if (quote != '\0' || !IsAsciiSpace(c)) {
        out += keyword ? static_cast<char>(c - 'A' + 'a') : c;
      }
    }
  };
  uint32_t at = expr.span.begin;
  for (const Ident& column : expr.columns()) {
    if (column.span.begin < at || column.span.end > expr.span.end) return {};
    add(at, column.span.begin);
    out += '"';
    out += view.IndexColumnOf(index, column.text);
    out += '"';
    at = column.span.end;
  }
  add(at, expr.span.end);
  return out;
}

bool SameExpr(const View& view, const Relation& a, const Expr& one,
              const Relation& b, const Expr& other) {
  if (one.present() != other.present()) return false;
  if (!one.present() || &one == &other) return true;
  std::string text = Normal(view, a, one);
  return !text.empty() && Bare(text) == Bare(Normal(view, b, other));
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

ColumnNames View::IndexKeyOf(const Relation& index) const {
  ColumnNames key;
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

ColumnNames View::IncludedIn(const Relation& index) const {
  ColumnNames included;
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
  if (where_a != where_b) return false;
  if (a.index == nullptr || b.index == nullptr) return true;
  if (!SameExpr(*this, a, a.index->where, b, b.index->where)) return false;
  for (size_t i = 0; i < a.index->columns.size(); ++i) {
    if (!SameExpr(*this, a, a.index->columns[i].expression, b,
                  b.index->columns[i].expression)) {
      return false;
    }
  }
  return true;
}

}  // namespace interlock::sql
