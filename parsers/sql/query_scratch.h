// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "parsers/sql/query.h"

struct Node;

namespace interlock::sql {

// Lists that grow while one query is lowered, kept for the next one so that
// small queries cost no allocation.
struct QueryScratch {
  // A WITH query that is in sight; `outer` was in sight before it.
  struct Binding {
    std::string_view name;
    uint32_t scope;
    uint32_t outer;
  };
  // A SELECT that waits for its turn: the depth of hostile input must not be
  // ours. `scope` was made for it already.
  struct Waiting {
    ::Node* statement;
    uint32_t scope;
    uint32_t bindings;
  };

  std::vector<QueryScope> scopes;
  std::vector<QuerySource> sources;
  std::vector<ColumnUse> uses;
  std::vector<OutputColumn> outputs;
  std::vector<OutputColumn> own_outputs;  // of the scope under way
  std::vector<Name> functions;
  std::vector<Name> types;
  std::vector<Binding> known;
  std::vector<Waiting> waiting;

  void Clear() {
    scopes.clear();
    sources.clear();
    uses.clear();
    outputs.clear();
    functions.clear();
    types.clear();
    known.clear();
    waiting.clear();
  }
};

}  // namespace interlock::sql
