// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/catalog_sequence.h"

#include <vector>

namespace interlock::sql {
namespace {

struct Limits {
  int64_t low;
  int64_t high;
};

Limits LimitsOf(std::string_view type) {
  if (type == "int2") return {INT16_MIN, INT16_MAX};
  if (type == "int4") return {INT32_MIN, INT32_MAX};
  return {INT64_MIN, INT64_MAX};
}

std::string_view IntegerOf(std::string_view type) {
  if (type == "bigserial" || type == "serial8") return "int8";
  if (type == "smallserial" || type == "serial2") return "int2";
  return IsSerial(type) ? "int4" : type;
}

}  // namespace

void SequenceState::Take(const SequenceOptions& options) {
  bool low_moves = !made || options.no_minimum;
  bool high_moves = !made || options.no_maximum;
  if (!options.type.empty()) {
    Limits old = LimitsOf(type);
    low_moves |= made && minimum == old.low;
    high_moves |= made && maximum == old.high;
    type = options.type.name();
  }
  if (options.increment) increment = *options.increment;
  Limits now = LimitsOf(type);
  if (options.minimum) {
    minimum = *options.minimum;
  } else if (low_moves) {
    minimum = increment > 0 ? 1 : now.low;
  }
  if (options.maximum) {
    maximum = *options.maximum;
  } else if (high_moves) {
    maximum = increment > 0 ? now.high : -1;
  }
  if (options.start) {
    start = *options.start;
  } else if (!made) {
    start = increment > 0 ? minimum : maximum;
  }
  if (options.cache) cache = *options.cache;
  if (options.cycle) cycle = *options.cycle;
  made = true;
}

SequenceState StateOf(const View& view, const Relation& sequence) {
  SequenceState state;
  const RelationParts& parts = *sequence.parts;
  SequenceOptions first;
  TypeShape shape;
  if (parts.sequence != nullptr) {
    first = *parts.sequence->options;
    if (!parts.sequence->type.empty()) first.type = parts.sequence->type;
  }
  std::vector<const SequenceChange*> changes;
  for (auto* at = parts.sequence_changes; at != nullptr; at = at->next) {
    if (at->when < view.time()) changes.push_back(at);
  }
  bool said = !changes.empty() && changes.back()->when <= sequence.born;
  if (parts.sequence == nullptr && said) {
    first = *changes.back()->options;
    changes.pop_back();
  }
  shape.name = IntegerOf(parts.sequence_type);
  if (!shape.name.empty() && first.type.empty()) first.type = {&shape, {}};
  state.Take(first);
  for (auto at = changes.rbegin(); at != changes.rend(); ++at) {
    state.Take(*(*at)->options);
  }
  return state;
}

std::string SequenceText(const View& view, const Relation& sequence) {
  if (sequence.parts == nullptr) return {};
  SequenceState state = StateOf(view, sequence);
  std::string out;
  if (!sequence.parts->identity) out += " AS " + std::string(state.type);
  out += " INCREMENT BY " + std::to_string(state.increment);
  out += " MINVALUE " + std::to_string(state.minimum);
  out += " MAXVALUE " + std::to_string(state.maximum);
  out += " START WITH " + std::to_string(state.start);
  out += " CACHE " + std::to_string(state.cache);
  return state.cycle ? out + " CYCLE" : out;
}

}  // namespace interlock::sql
