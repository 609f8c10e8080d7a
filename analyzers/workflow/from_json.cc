// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/functions.h"
#include "core/source.h"
#include "parsers/json/json.h"

namespace interlock::workflow {

Value FromJson(std::string_view text) {
  Source source("fromJSON", std::string(text));
  Document document = ParseJson(source, JsonDialect::kStrict);
  if (!document.ok() || document.root() == nullptr) return {};
  size_t budget = document.node_count + size_t{1};
  return ValueOf(*document.root(), budget);
}

}  // namespace interlock::workflow
