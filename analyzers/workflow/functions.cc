// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/functions.h"

#include <algorithm>

#include "core/json_writer.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

// Longer results are not worth knowing, and `format` can multiply its input.
constexpr size_t kMaxTextLength = 64 * 1024;

bool AllKnown(const std::vector<Value>& values) {
  return std::ranges::none_of(values,
                              [](const Value& v) { return v.HasUnknown(); });
}

Value Contains(const Value& where, const Value& what) {
  if (where.kind != ValueKind::kArray) {
    std::string text = AsciiLower(ToText(where));
    std::string part = AsciiLower(ToText(what));
    return Value::Bool(text.find(part) != std::string::npos);
  }
  for (const Value& item : where.items) {
    if (LooselyEqual(item, what) == Truth::kTrue) return Value::Bool(true);
  }
  return Value::Bool(false);
}

// `{0}` takes an argument, `{{` and `}}` are braces. A malformed format ends
// the run with an error, which is unknown here.
Value Format(const std::vector<Value>& arguments) {
  std::string format = ToText(arguments[0]);
  std::string out;
  for (size_t i = 0; i < format.size(); ++i) {
    char c = format[i];
    char next = i + 1 < format.size() ? format[i + 1] : '\0';
    if ((c == '{' && next == '{') || (c == '}' && next == '}')) {
      out += c;
      ++i;
      continue;
    }
    if (c == '}') return {};
    if (c != '{') {
      out += c;
      continue;
    }
    size_t index = 0;
    size_t digits = i + 1;
    while (digits < format.size() && IsDigit(format[digits]) && index < 1000) {
      index = index * 10 + static_cast<size_t>(format[digits++] - '0');
    }
    bool closed =
        digits > i + 1 && digits < format.size() && format[digits] == '}';
    if (!closed || index + 1 >= arguments.size()) return {};
    i = digits;
    out += ToText(arguments[index + 1]);
    if (out.size() > kMaxTextLength) return {};
  }
  return Value::String(out);
}

Value JoinValues(const Value& values, std::string_view separator) {
  if (values.kind != ValueKind::kArray) return Value::String(ToText(values));
  std::string out;
  for (size_t i = 0; i < values.items.size(); ++i) {
    if (i > 0) out += separator;
    out += ToText(values.items[i]);
    if (out.size() > kMaxTextLength) return {};
  }
  return Value::String(out);
}

void WriteJson(const Value& value, JsonWriter& out) {
  switch (value.kind) {
    case ValueKind::kUnknown:
    case ValueKind::kNull:
      out.Null();
      return;
    case ValueKind::kBool:
      out.Bool(value.boolean);
      return;
    case ValueKind::kNumber:
      out.Double(value.number);
      return;
    case ValueKind::kString:
      out.String(value.text);
      return;
    case ValueKind::kArray:
      out.BeginArray();
      for (const Value& item : value.items) WriteJson(item, out);
      out.EndArray();
      return;
    case ValueKind::kObject:
      out.BeginObject();
      for (size_t i = 0; i < value.items.size(); ++i) {
        out.Key(value.keys[i]);
        WriteJson(value.items[i], out);
      }
      out.EndObject();
      return;
  }
}

Value ToJson(const Value& value) {
  StringWriter text;
  {
    JsonWriter out(text, JsonLayout::kIndented);
    WriteJson(value, out);
  }
  return Value::String(Trim(text.text()));
}

}  // namespace

bool IsStatusFunction(std::string_view name) {
  return name == "always" || name == "success" || name == "failure" ||
         name == "cancelled";
}

Value CallFunction(std::string_view name, const std::vector<Value>& arguments) {
  if (name == "always" || name == "success") return Value::Bool(true);
  if (name == "failure" || name == "cancelled") return Value::Bool(false);
  size_t count = arguments.size();
  if (count == 0 || !AllKnown(arguments)) return {};
  const Value& first = arguments[0];
  if (name == "format") return Format(arguments);
  if (name == "fromjson") return FromJson(ToText(first));
  if (name == "tojson") return ToJson(first);
  if (name == "join") {
    return JoinValues(first, count > 1 ? ToText(arguments[1]) : ",");
  }
  if (count != 2) return {};
  if (name == "contains") return Contains(first, arguments[1]);
  std::string text = AsciiLower(ToText(first));
  std::string part = AsciiLower(ToText(arguments[1]));
  if (name == "startswith") {
    return Value::Bool(text.starts_with(part));
  }
  if (name == "endswith") {
    return Value::Bool(text.ends_with(part));
  }
  return {};
}

}  // namespace interlock::workflow
