// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/line_index.h"
#include "core/result.h"
#include "core/source.h"
#include "core/text.h"
#include "parsers/tree.h"

namespace interlock::sql {

// Reads members of JSON objects and collects what is wrong with them, each
// with its line. What is absent reads as "", false or nothing.
class SnapshotReader {
 public:
  SnapshotReader(const Source& source, std::vector<Error>& errors)
      : source_(source), lines_(source.text()), errors_(errors) {}

  void Fail(const Node& at, std::string message, std::string help) {
    // Hostile files must not give a report as large as themselves.
    if (errors_.size() >= kMaxTreeErrors) return;
    Position place = lines_.Locate(at.span.begin, ColumnUnit::kCodePoints);
    errors_.push_back(
        {std::move(message), source_.path(), place.line, std::move(help)});
  }

  // Refuses members that the format does not have.
  void Check(const Node& object,
             std::initializer_list<std::string_view> known) {
    for (const Member& member : object.members) {
      if (std::ranges::find(known, member.key->text) != known.end()) continue;
      Fail(*member.key,
           fmt::format("unknown key '{}'",
                       Printable(member.key->text.substr(0, 60))),
           fmt::format("expected one of: {}", fmt::join(known, ", ")));
    }
  }

  std::string_view Text(const Node& object, std::string_view key) {
    const Node* value = object.Find(key);
    if (value == nullptr || value->IsNull()) return {};
    if (value->IsScalar() && !value->plain()) return value->text;
    Fail(*value, fmt::format("'{}' is no string", key), "expected a string");
    return {};
  }

  std::string_view Need(const Node& object, std::string_view key) {
    std::string_view text = Text(object, key);
    if (text.empty()) {
      Fail(object, fmt::format("'{}' is missing or empty", key),
           fmt::format("give '{}' as a string", key));
    }
    return text;
  }

  bool Bool(const Node& object, std::string_view key) {
    const Node* value = object.Find(key);
    if (value == nullptr || value->IsNull()) return false;
    if (!IsTrue(value) && !IsFalse(value)) {
      Fail(*value, fmt::format("'{}' is no boolean", key),
           "expected true or false");
    }
    return IsTrue(value);
  }

  std::optional<int64_t> Number(const Node& object, std::string_view key) {
    const Node* value = object.Find(key);
    if (value == nullptr || value->IsNull()) return std::nullopt;
    ScalarValue number = Resolve(*value);
    bool fits = value->IsScalar() && value->plain() &&
                (number.type == ScalarType::kInt ||
                 number.type == ScalarType::kFloat) &&
                number.number >= -1 && number.number <= 9e18;
    if (!fits) {
      Fail(*value, fmt::format("'{}' is no size", key),
           "expected a number, -1 when it is not known");
      return std::nullopt;
    }
    return static_cast<int64_t>(number.number);
  }

  const Node* Object(const Node& object, std::string_view key) {
    const Node* value = object.Find(key);
    if (value == nullptr || value->IsNull()) return nullptr;
    if (value->IsMapping()) return value;
    Fail(*value, fmt::format("'{}' is no object", key), "expected an object");
    return nullptr;
  }

  template <class F>
  void Each(const Node& object, std::string_view key, F f) {
    for (const Node* item : Items(object, key)) {
      if (item->IsMapping()) {
        f(*item);
      } else {
        Fail(*item, fmt::format("an item of '{}' is no object", key),
             "expected an object");
      }
    }
  }
  template <class F>
  void EachString(const Node& object, std::string_view key, F f) {
    for (const Node* item : Items(object, key)) {
      if (item->IsScalar() && !item->plain()) {
        f(*item);
      } else {
        Fail(*item, fmt::format("an item of '{}' is no string", key),
             "expected a string");
      }
    }
  }

 private:
  static constexpr size_t kMaxTreeErrors = kMaxSyntaxErrors;

  std::span<const Node* const> Items(const Node& object, std::string_view key) {
    const Node* value = object.Find(key);
    if (value == nullptr || value->IsNull()) return {};
    if (value->IsSequence()) return value->items;
    Fail(*value, fmt::format("'{}' is no list", key), "expected a list");
    return {};
  }

  const Source& source_;
  LineIndex lines_;
  std::vector<Error>& errors_;
};

}  // namespace interlock::sql
