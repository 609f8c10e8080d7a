// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/value.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <limits>

#include "core/text.h"

namespace interlock::workflow {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr int kMaxValueDepth = 100;

double ParseDigits(std::string_view digits, int base) {
  if (digits.empty()) return kNaN;
  uint32_t number = 0;
  const char* end = digits.data() + digits.size();
  auto [at, error] = std::from_chars(digits.data(), end, number, base);
  if (at != end || error != std::errc()) return kNaN;
  // Hexadecimal and octal numbers are 32 bits wide and signed.
  return static_cast<int32_t>(number);
}

Value ValueAt(const Node& node, size_t& budget, int depth) {
  if (budget == 0 || depth > kMaxValueDepth) return {};
  --budget;
  if (node.IsScalar()) return LeafValue(node);
  if (node.IsSequence()) {
    Value value = Value::Array();
    for (const Node* item : node.items) {
      value.items.push_back(ValueAt(*item, budget, depth + 1));
      if (budget == 0) return {};
    }
    return value;
  }
  Value value = Value::Object();
  for (const Member& member : node.members) {
    value.Set(member.key->text, ValueAt(*member.value, budget, depth + 1));
    if (budget == 0) return {};
  }
  return value;
}

}  // namespace

void Value::Set(std::string_view key, Value value) {
  for (size_t i = 0; i < keys.size(); ++i) {
    if (!EqualsIgnoringCase(keys[i], key)) continue;
    items[i] = std::move(value);
    return;
  }
  keys.emplace_back(key);
  items.push_back(std::move(value));
}

const Value* Value::Find(std::string_view key) const {
  for (size_t i = 0; i < keys.size(); ++i) {
    if (EqualsIgnoringCase(keys[i], key)) return &items[i];
  }
  return nullptr;
}

bool Value::HasUnknown() const {
  if (!known() || openness == Openness::kOpen) return true;
  for (const Value& item : items) {
    if (item.HasUnknown()) return true;
  }
  return false;
}

std::string FormatNumber(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  if (number == 0) return "0";  // and not "-0"
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%.15G", number);
  return buffer;
}

double ParseNumber(std::string_view text) {
  text = Trim(text);
  if (text.empty()) return 0;
  if (text.starts_with("0x")) return ParseDigits(text.substr(2), 16);
  if (text.starts_with("0o")) return ParseDigits(text.substr(2), 8);
  if (text == "Infinity") return std::numeric_limits<double>::infinity();
  if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
  if (text.front() == '+') text.remove_prefix(1);
  // from_chars also reads "inf" and "nan", which are no numbers here.
  for (char c : text) {
    if (!IsDigit(c) && std::string_view("+-.eE").find(c) == text.npos) {
      return kNaN;
    }
  }
  double number = 0;
  const char* end = text.data() + text.size();
  auto [at, error] = std::from_chars(text.data(), end, number);
  return at == end && error == std::errc() ? number : kNaN;
}

std::string ToText(const Value& value) {
  switch (value.kind) {
    case ValueKind::kUnknown:
    case ValueKind::kNull:
      return "";
    case ValueKind::kBool:
      return value.boolean ? "true" : "false";
    case ValueKind::kNumber:
      return FormatNumber(value.number);
    case ValueKind::kString:
      return value.text;
    case ValueKind::kArray:
      return "Array";
    case ValueKind::kObject:
      return "Object";
  }
  return "";
}

double ToNumber(const Value& value) {
  switch (value.kind) {
    case ValueKind::kNull:
      return 0;
    case ValueKind::kBool:
      return value.boolean ? 1 : 0;
    case ValueKind::kNumber:
      return value.number;
    case ValueKind::kString:
      return ParseNumber(value.text);
    default:
      return kNaN;
  }
}

Truth ToTruth(const Value& value) {
  bool truth = true;
  switch (value.kind) {
    case ValueKind::kUnknown:
      return Truth::kUnknown;
    case ValueKind::kNull:
      truth = false;
      break;
    case ValueKind::kBool:
      truth = value.boolean;
      break;
    case ValueKind::kNumber:
      truth = value.number != 0 && !std::isnan(value.number);
      break;
    case ValueKind::kString:
      truth = !value.text.empty();
      break;
    case ValueKind::kArray:
    case ValueKind::kObject:
      break;
  }
  return truth ? Truth::kTrue : Truth::kFalse;
}

Truth LooselyEqual(const Value& a, const Value& b) {
  if (!a.known() || !b.known()) return Truth::kUnknown;
  // Objects and arrays are equal only to themselves, which no text here is.
  if (!a.IsLeaf() || !b.IsLeaf()) return Truth::kFalse;
  bool equal = false;
  if (a.kind == ValueKind::kString && b.kind == ValueKind::kString) {
    equal = EqualsIgnoringCase(a.text, b.text);
  } else {
    equal = ToNumber(a) == ToNumber(b);
  }
  return equal ? Truth::kTrue : Truth::kFalse;
}

Value LeafValue(const Node& node) {
  ScalarValue resolved = Resolve(node);
  Value value = Value::String(node.text);
  if (resolved.type == ScalarType::kNull) return Value::Null();
  if (resolved.type == ScalarType::kBool) {
    value.kind = ValueKind::kBool;
    value.boolean = resolved.boolean;
  } else if (resolved.type != ScalarType::kString) {
    value.kind = ValueKind::kNumber;
    value.number = resolved.number;
  }
  return value;
}

Value ValueOf(const Node& node, size_t& budget) {
  return ValueAt(node, budget, 0);
}

}  // namespace interlock::workflow
