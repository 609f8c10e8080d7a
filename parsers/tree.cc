// SPDX-License-Identifier: Apache-2.0
#include "parsers/tree.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <optional>

#include "core/text.h"

namespace interlock {
namespace {

constexpr std::string_view kTagPrefix = "tag:yaml.org,2002:";

bool IsNullWord(std::string_view text) {
  return text.empty() || text == "~" || text == "null" || text == "Null" ||
         text == "NULL";
}

std::optional<bool> AsBool(std::string_view text) {
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  return std::nullopt;
}

bool AllDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit);
}

int HexDigit(char c) {
  if (IsDigit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

std::optional<double> InBase(std::string_view digits, int base) {
  if (digits.empty()) return std::nullopt;
  double value = 0;
  for (char c : digits) {
    int digit = HexDigit(c);
    if (digit >= base) return std::nullopt;
    value = value * base + digit;
  }
  return value;
}

// `text` is known to be a decimal number.
double Decimal(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec == std::errc::result_out_of_range) {
    return std::strtod(std::string(text).c_str(), nullptr);
  }
  return value;
}

std::string_view WithoutSign(std::string_view text) {
  bool sign = text.starts_with('-') || text.starts_with('+');
  return sign ? text.substr(1) : text;
}

std::optional<double> AsInt(std::string_view text) {
  if (text.starts_with("0x")) return InBase(text.substr(2), 16);
  if (text.starts_with("0o")) return InBase(text.substr(2), 8);
  if (!AllDigits(WithoutSign(text))) return std::nullopt;
  return Decimal(text);
}

// [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
bool IsDecimalFloat(std::string_view text) {
  text = WithoutSign(text);
  size_t i = 0;
  while (i < text.size() && IsDigit(text[i])) ++i;
  size_t digits = i;
  if (i < text.size() && text[i] == '.') {
    size_t dot = i++;
    while (i < text.size() && IsDigit(text[i])) ++i;
    digits += i - dot - 1;
  }
  if (digits == 0) return false;
  if (i == text.size()) return true;
  if (text[i] != 'e' && text[i] != 'E') return false;
  return AllDigits(WithoutSign(text.substr(i + 1)));
}

std::optional<double> AsFloat(std::string_view text) {
  using Limits = std::numeric_limits<double>;
  std::string_view body = WithoutSign(text);
  if (body == ".inf" || body == ".Inf" || body == ".INF") {
    return text[0] == '-' ? -Limits::infinity() : Limits::infinity();
  }
  if (text == ".nan" || text == ".NaN" || text == ".NAN") {
    return Limits::quiet_NaN();
  }
  if (!IsDecimalFloat(text)) return std::nullopt;
  return Decimal(text);
}

ScalarValue Bool(bool value) { return {ScalarType::kBool, value, 0}; }
ScalarValue Int(double value) { return {ScalarType::kInt, false, value}; }
ScalarValue Float(double value) { return {ScalarType::kFloat, false, value}; }

// An explicit tag holds only where the text matches it.
ScalarValue ResolveTagged(std::string_view tag, std::string_view text) {
  if (tag == "null" && IsNullWord(text)) return {ScalarType::kNull};
  if (tag == "bool") {
    if (std::optional<bool> value = AsBool(text)) return Bool(*value);
  } else if (tag == "int") {
    if (std::optional<double> value = AsInt(text)) return Int(*value);
  } else if (tag == "float") {
    if (std::optional<double> value = AsFloat(text)) return Float(*value);
  }
  return {};
}

}  // namespace

ScalarValue Resolve(const Node& node) {
  if (!node.IsScalar() || !node.plain()) return {};
  std::string_view text = node.text;
  if (!node.tag.empty()) {
    if (!node.tag.starts_with(kTagPrefix)) return {};
    return ResolveTagged(node.tag.substr(kTagPrefix.size()), text);
  }
  if (IsNullWord(text)) return {ScalarType::kNull};
  if (std::optional<bool> value = AsBool(text)) return Bool(*value);
  if (std::optional<double> value = AsInt(text)) return Int(*value);
  if (std::optional<double> value = AsFloat(text)) return Float(*value);
  return {};
}

bool Node::IsNull() const {
  return IsScalar() && Resolve(*this).type == ScalarType::kNull;
}

const Member* Node::FindMember(std::string_view key) const {
  for (size_t i = members.size(); i > 0; --i) {
    const Member& member = members[i - 1];
    if (member.key->IsScalar() && member.key->text == key) return &member;
  }
  return nullptr;
}

const Node* Node::Find(std::string_view key) const {
  const Member* member = FindMember(key);
  return member != nullptr ? member->value : nullptr;
}

bool IsTrue(const Node* node) {
  if (node == nullptr) return false;
  ScalarValue value = Resolve(*node);
  return value.type == ScalarType::kBool && value.boolean;
}

bool IsFalse(const Node* node) {
  if (node == nullptr) return false;
  ScalarValue value = Resolve(*node);
  return value.type == ScalarType::kBool && !value.boolean;
}

}  // namespace interlock
