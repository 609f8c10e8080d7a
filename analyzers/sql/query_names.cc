// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/query_names.h"

#include <algorithm>

namespace interlock::sql {
namespace {

// Subqueries are followed this deep.
constexpr int kMaxDepth = 24;
constexpr size_t kMaxColumns = 4096;

constexpr TypeShape Shape(std::string_view name) {
  TypeShape shape;
  shape.name = name;
  return shape;
}
constexpr TypeShape kInt4 = Shape("int4");
constexpr TypeShape kInt8 = Shape("int8");
constexpr TypeShape kText = Shape("text");
constexpr TypeShape kBool = Shape("bool");
constexpr TypeShape kTimestamptz = Shape("timestamptz");
constexpr TypeShape kDate = Shape("date");
constexpr TypeShape kUuid = Shape("uuid");
constexpr TypeName kInt4Name{&kInt4, {}};
constexpr TypeName kInt8Name{&kInt8, {}};
constexpr TypeName kTextName{&kText, {}};
constexpr TypeName kBoolName{&kBool, {}};
constexpr TypeName kTimestamptzName{&kTimestamptz, {}};
constexpr TypeName kDateName{&kDate, {}};
constexpr TypeName kUuidName{&kUuid, {}};

// Functions that give one type whatever they are called with.
struct Gives {
  std::string_view function;
  const TypeName* type;
};
constexpr Gives kGives[] = {
    {"count", &kInt8Name},
    {"lower", &kTextName},
    {"upper", &kTextName},
    {"concat", &kTextName},
    {"concat_ws", &kTextName},
    {"md5", &kTextName},
    {"length", &kInt4Name},
    {"char_length", &kInt4Name},
    {"now", &kTimestamptzName},
    {"row_number", &kInt8Name},
    {"rank", &kInt8Name},
    {"string_agg", &kTextName},
    {"current_date", &kDateName},
    {"current_timestamp", &kTimestamptzName},
    {"gen_random_uuid", &kUuidName},
    {"bool_or", &kBoolName},
    {"bool_and", &kBoolName},
    {"to_char", &kTextName},
    {"clock_timestamp", &kTimestamptzName},
};

const TypeName* TypeOfConstant(std::string_view type) {
  for (const TypeName* each : {&kInt4Name, &kTextName, &kBoolName}) {
    if (each->name() == type) return each;
  }
  return nullptr;
}

const TypeName* TypeOfCall(std::string_view function) {
  for (const Gives& gives : kGives) {
    if (function == gives.function) return gives.type;
  }
  return nullptr;
}

}  // namespace

bool QueryNames::ColumnsOf(const QuerySource& source, int depth,
                           std::vector<Meaning>& out) const {
  size_t first = out.size();
  bool known = true;
  if (source.kind == SourceKind::kRelation) {
    const Relation* relation = RelationOf(source);
    if (relation == nullptr || !relation->complete) known = false;
    if (relation != nullptr) {
      for (const Column& column : view_.Columns(*relation)) {
        out.push_back({relation, column.name, column.type, column.typed});
      }
    }
  } else if (source.scope_of != kNoIndex) {
    std::vector<Output> outputs;
    known = OutputsOf(source.scope_of, outputs, depth + 1);
    for (const Output& output : outputs) {
      out.push_back({nullptr, output.name, output.type, output.typed});
    }
  } else {
    known = false;
    for (const Ident& column : source.columns) {
      out.push_back({nullptr, column.text});
    }
    return false;
  }
  // FROM t AS a (x, y): a column keeps its relation's name as its meaning.
  return known && source.columns.empty() && out.size() - first < kMaxColumns;
}

const Relation* QueryNames::RelationOf(const QuerySource& source) const {
  if (relations_.empty()) relations_.resize(query_.sources.size());
  auto& known =
      relations_[static_cast<size_t>(&source - query_.sources.data())];
  if (!known) known = view_.Find(source.relation);
  return *known;
}

// The usual case, without a list of all columns: a name that a table has for
// itself, or has not. False when it takes more to tell.
bool QueryNames::InRelation(const QuerySource& source, const ColumnUse& use,
                            std::vector<Meaning>& out) const {
  bool plain = source.kind == SourceKind::kRelation && source.columns.empty();
  if (!plain || use.star) return false;
  const Relation* relation = RelationOf(source);
  if (relation == nullptr) return false;
  if (auto column = view_.FindColumn(*relation, use.column.text)) {
    out.push_back({relation, column->name, column->type, column->typed});
    return true;
  }
  bool whole_row = use.bare_row && source.called() == use.column.text;
  return !whole_row && relation->complete && relation->positions < kMaxColumns;
}

void QueryNames::InSource(const QuerySource& source, const ColumnUse& use,
                          int depth, std::vector<Meaning>& out) const {
  if (InRelation(source, use, out)) return;
  std::vector<Meaning> columns;
  bool known = ColumnsOf(source, depth, columns);
  if (use.star) {
    out.insert(out.end(), columns.begin(), columns.end());
    return;
  }
  size_t renamed = source.columns.size();
  for (size_t i = 0; i < columns.size(); ++i) {
    std::string_view name =
        i < renamed ? source.columns[i].text : columns[i].column;
    if (name != use.column.text) continue;
    out.push_back(columns[i]);
    return;
  }
  if (use.bare_row && source.called() == use.column.text) {
    for (Meaning& column : columns) {
      column.type = nullptr;
      out.push_back(column);
    }
    return;
  }
  if (known) return;
  const Relation* relation =
      source.kind == SourceKind::kRelation ? RelationOf(source) : nullptr;
  if (relation == nullptr && use.qualifier.empty()) return;
  out.push_back({relation, use.column.text, nullptr, kBeforeAll, false});
}

std::vector<Meaning> QueryNames::Of(const ColumnUse& use, int depth) const {
  std::vector<Meaning> found;
  if (IsTooDeep(depth)) return found;
  uint32_t scope = use.scope;
  for (int up = 0; up < kMaxDepth && scope < query_.scopes.size(); ++up) {
    size_t sources = 0;
    for (const QuerySource& source : query_.sources) {
      if (source.scope != scope || found.size() > kMaxColumns) continue;
      if (!use.qualifier.empty() && source.called() != use.qualifier) continue;
      size_t before = found.size();
      InSource(source, use, depth, found);
      sources += found.size() > before;
    }
    if (!found.empty()) {
      bool sure =
          sources == 1 || use.star || query_.scopes[scope].merges_columns;
      for (Meaning& meaning : found) meaning.sure &= sure;
      break;
    }
    scope = query_.scopes[scope].parent;
  }
  return found;
}

Output QueryNames::OutputOf(const OutputColumn& column, int depth) const {
  Output out{column.name.text};
  if (!column.type.empty()) {
    out.type = &column.type;
    out.typed = view_.time();
    return out;
  }
  if (column.constant_null) {
    out.type = &kTextName;
  } else if (column.use != kNoIndex && column.use < query_.uses.size()) {
    std::vector<Meaning> meant = Of(query_.uses[column.use], depth + 1);
    if (meant.size() == 1 && meant[0].sure) {
      out.type = meant[0].type;
      out.typed = meant[0].typed;
    }
  } else if (!column.constant_type.empty()) {
    out.type = TypeOfConstant(column.constant_type);
  } else if (!column.call.empty()) {
    out.type = TypeOfCall(column.call);
  }
  return out;
}

bool QueryNames::ArmOutputs(uint32_t scope, std::vector<Output>& out,
                            int depth) const {
  bool whole = true;
  for (const OutputColumn& column : query_.OutputsOf(scope)) {
    if (out.size() > kMaxColumns) return false;
    if (!column.star) {
      out.push_back(OutputOf(column, depth));
      whole &= !out.back().name.empty();
      continue;
    }
    if (column.use == kNoIndex || query_.scopes[scope].merges_columns) {
      return false;
    }
    const ColumnUse& use = query_.uses[column.use];
    for (const QuerySource& source : query_.sources) {
      if (source.scope != scope) continue;
      if (!use.qualifier.empty() && source.called() != use.qualifier) continue;
      std::vector<Meaning> columns;
      if (!ColumnsOf(source, depth, columns)) whole = false;
      for (const Meaning& each : columns) {
        out.push_back({each.column, each.type, each.typed});
      }
    }
  }
  return whole;
}

bool QueryNames::IsTooDeep(int depth) const {
  cut_ |= depth > kMaxDepth;
  return depth > kMaxDepth;
}

bool QueryNames::OutputsOf(uint32_t scope, std::vector<Output>& out,
                           int depth) const {
  if (IsTooDeep(depth) || scope >= query_.scopes.size()) return false;
  if (given_.empty()) given_.resize(query_.scopes.size());
  if (!given_[scope]) {
    Given given;
    given.whole = Collect(scope, given.outputs, depth);
    if (cut_) {
      out = std::move(given.outputs);
      return given.whole;
    }
    given_[scope] = std::move(given);
  }
  out = given_[scope]->outputs;
  return given_[scope]->whole;
}

bool QueryNames::Collect(uint32_t scope, std::vector<Output>& out,
                         int depth) const {
  bool whole = ArmOutputs(scope, out, depth);
  uint32_t arm = query_.scopes[scope].next_arm;
  for (int i = 0; i < 64 && arm < query_.scopes.size(); ++i) {
    std::vector<Output> other;
    ArmOutputs(arm, other, depth);
    for (size_t at = 0; at < out.size(); ++at) {
      bool same = at < other.size() && other[at].type != nullptr &&
                  out[at].type != nullptr &&
                  *other[at].type->shape == *out[at].type->shape;
      if (!same) out[at].type = nullptr;
    }
    arm = query_.scopes[arm].next_arm;
  }
  return whole && !out.empty();
}

}  // namespace interlock::sql
