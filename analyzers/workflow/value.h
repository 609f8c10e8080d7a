// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/tree.h"

namespace interlock::workflow {

enum class ValueKind : uint8_t {
  kUnknown,  // known only when the workflow runs
  kNull,
  kBool,
  kNumber,
  kString,
  kArray,
  kObject,
};

// Whether a condition holds, as far as it can be told before the run.
enum class Truth : uint8_t { kFalse, kTrue, kUnknown };

// Whether an object may have keys besides those that it lists.
enum class Openness : uint8_t { kClosed, kOpen };

// A value of the expression language. Objects keep their keys in the order of
// the file, for matrices name their jobs in that order; keys ignore case.
struct Value {
  ValueKind kind = ValueKind::kUnknown;
  bool boolean = false;
  Openness openness = Openness::kClosed;
  double number = 0;
  std::string text;  // of numbers and booleans of a file: as written there
  std::vector<std::string> keys;  // of an object, beside items
  std::vector<Value> items;       // of arrays and objects

  static Value Null() { return Of(ValueKind::kNull); }
  static Value Bool(bool boolean) {
    Value value = Of(ValueKind::kBool);
    value.boolean = boolean;
    return value;
  }
  static Value Number(double number) {
    Value value = Of(ValueKind::kNumber);
    value.number = number;
    return value;
  }
  static Value String(std::string_view text) {
    Value value = Of(ValueKind::kString);
    value.text = text;
    return value;
  }
  static Value Array() { return Of(ValueKind::kArray); }
  static Value Object(Openness openness = Openness::kClosed) {
    Value value = Of(ValueKind::kObject);
    value.openness = openness;
    return value;
  }

  bool known() const { return kind != ValueKind::kUnknown; }
  bool IsLeaf() const {
    return kind != ValueKind::kArray && kind != ValueKind::kObject;
  }
  // Replaces the value of an equal key, ignoring case, or adds it last.
  void Set(std::string_view key, Value value);
  const Value* Find(std::string_view key) const;
  // Whether this value or one inside it is unknown.
  bool HasUnknown() const;

 private:
  static Value Of(ValueKind kind) {
    Value value;
    value.kind = kind;
    return value;
  }
};

// As GitHub prints numbers: up to 15 significant digits, so 3.10 is "3.1".
std::string FormatNumber(double number);
// The number that a string stands for, or NaN: decimals, 0x, 0o, Infinity.
double ParseNumber(std::string_view text);

// What the value becomes inside a string. The value must be known.
std::string ToText(const Value& value);
double ToNumber(const Value& value);
Truth ToTruth(const Value& value);
// The language's `==`: kinds that differ are compared as numbers, strings
// ignore case.
Truth LooselyEqual(const Value& a, const Value& b);

// The value of a scalar node.
Value LeafValue(const Node& node);
// The value of a YAML or JSON node with no look at expressions inside. At most
// `budget` nodes are visited, for aliases can make small text huge; the rest
// is unknown. Spends from the budget.
Value ValueOf(const Node& node, size_t& budget);

}  // namespace interlock::workflow
