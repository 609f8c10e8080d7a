// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "parsers/sql/parts.h"

// What a query reads and gives, flat, so that its names can be resolved
// against a catalog without its tree.
namespace interlock::sql {

enum class SourceKind : uint8_t {
  kRelation,   // table, view, ...: `relation`
  kCte,        // a WITH query by its name: `scope_of` is its body
  kSubquery,   // (SELECT ...) alias: `scope_of` is its body
  kFunction,   // f(...) alias, ROWS FROM, XMLTABLE, ...; columns by `columns`
  kJoinAlias,  // (a JOIN b) alias
  kTarget,     // what INSERT, UPDATE, DELETE or MERGE writes to
};
inline constexpr uint32_t kNoIndex = UINT32_MAX;

// An item of FROM, USING, or the table that is written.
struct QuerySource {
  SourceKind kind = SourceKind::kRelation;
  bool only = false;
  uint32_t scope = 0;            // in which it may be named
  uint32_t scope_of = kNoIndex;  // that makes its columns
  Name relation;                 // of a function: its name
  Ident alias;                   // as other clauses name it; empty: `relation`
  std::span<const Ident> columns;  // alias (a, b)
  std::string_view called() const {
    return alias.empty() ? relation.name : alias.text;
  }
};

// A SELECT (one arm of a UNION), or the statement itself. Names that a scope
// does not know are looked for in its parent.
struct QueryScope {
  uint32_t parent = kNoIndex;
  uint32_t first_output = 0;  // its outputs: [first_output, + output_count)
  uint32_t output_count = 0;
  // Arms of a UNION and the like after the first, as scopes; the first arm
  // names the columns.
  uint32_t next_arm = kNoIndex;
  // JOIN USING or NATURAL: unqualified columns may belong to both sides.
  bool merges_columns = false;
};

// A column or "x.*" as it is written.
struct ColumnUse {
  uint32_t scope = 0;
  bool star = false;
  bool bare_row = false;  // may also be a whole row: "t" of row_to_json(t)
  std::string_view schema;
  std::string_view qualifier;  // alias or table; empty when not written
  Ident column;                // empty for a star
  Span span;                   // of all its parts
};

// A column that a SELECT gives.
struct OutputColumn {
  Ident name;               // empty when not known ("?column?", a star)
  uint32_t use = kNoIndex;  // into uses: the column or star it is
  TypeName type;            // of a cast at the top, or empty
  Span span;
  bool star = false;
  bool constant_null = false;
  // "int4", "text", ...: of a constant, as far as its spelling says it.
  std::string_view constant_type;
  std::string_view call;  // the function, when it is one call and no more
};

struct Query {
  // [0] is the statement's own; of INSERT, [1] is its SELECT or VALUES.
  std::span<const QueryScope> scopes;
  std::span<const QuerySource> sources;
  std::span<const ColumnUse> uses;
  std::span<const OutputColumn> outputs;
  std::span<const Name> functions;  // called, in order, not each once
  std::span<const Name> types;      // cast to, when written with a name
  bool has_star = false;
  // False when something was not looked into: treat the rest as unknown.
  bool complete = true;

  std::span<const OutputColumn> OutputsOf(uint32_t scope) const {
    if (scope >= scopes.size()) return {};
    return outputs.subspan(scopes[scope].first_output,
                           scopes[scope].output_count);
  }
};
inline constexpr Query kNoQuery;

}  // namespace interlock::sql
