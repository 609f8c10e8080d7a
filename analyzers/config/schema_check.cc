// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "analyzers/config/schema.h"
#include "core/text.h"

namespace interlock::config {
namespace {

constexpr size_t kMostFaults = 100;

std::string_view Expected(Type type) {
  switch (type) {
    case Type::kBool:
      return "true or false";
    case Type::kInteger:
      return "a whole number";
    case Type::kNumber:
      return "a number";
    case Type::kDuration:
      return "a time such as 5m, 1h or 30d";
    case Type::kTexts:
      return "a list of texts";
    case Type::kIntegers:
      return "a list of whole numbers";
    case Type::kMapping:
      return "a mapping";
    case Type::kList:
      return "a list of mappings";
    default:
      return "a text";
  }
}

bool IsInteger(const Node& node) {
  return node.IsScalar() && Resolve(node).type == ScalarType::kInt;
}

bool AllItems(const Node& node, bool (*holds)(const Node&)) {
  return node.IsSequence() &&
         std::ranges::all_of(node.items,
                             [&](const Node* item) { return holds(*item); });
}

bool IsText(const Node& node) { return node.IsScalar() && !node.IsNull(); }

bool Fits(const Key& key, const Node& node) {
  switch (key.type) {
    case Type::kText:
      return IsText(node);
    case Type::kChoice:
      return IsText(node);
    case Type::kBool:
      return node.IsScalar() && Resolve(node).type == ScalarType::kBool;
    case Type::kInteger:
      return IsInteger(node);
    case Type::kNumber:
      return NumberOf(&node).has_value();
    case Type::kDuration:
      return node.IsScalar() && ReadDuration(node.text).has_value();
    case Type::kTexts:
      return AllItems(node, IsText);
    case Type::kIntegers:
      return AllItems(node, IsInteger);
    case Type::kMapping:
      return node.IsMapping();
    case Type::kList:
      return AllItems(node, [](const Node& one) { return one.IsMapping(); });
  }
  return false;
}

std::string_view LastPart(std::string_view path) {
  return path.substr(path.rfind('.') + 1);
}

// Whether `path` stands directly below `parent`.
bool IsChild(std::string_view path, std::string_view parent) {
  if (parent.empty()) return path.find('.') == std::string_view::npos;
  if (!path.starts_with(parent) || path.size() <= parent.size()) return false;
  std::string_view rest = path.substr(parent.size());
  return rest.front() == '.' && rest.find('.', 1) == std::string_view::npos;
}

class Checker {
 public:
  Checker(const ConfigFile& file, std::vector<Fault>& out)
      : keys_(KeysOf(file.sort)), out_(out) {}

  // As deep as the table is; a file may be far larger, but not deeper.
  void CheckMapping(const Node& mapping, const std::string& parent) {
    std::vector<std::string_view> known;
    for (const Key& key : keys_) {
      // A key that is there already was not meant by another.
      std::string_view name = LastPart(key.path);
      bool free = IsChild(key.path, parent) && mapping.Find(name) == nullptr;
      if (free) known.push_back(name);
    }
    size_t first = out_.size();
    for (const Member& member : mapping.members) {
      if (out_.size() >= kMostFaults) return;
      const Key* key = Find(parent, member.key->text);
      if (key == nullptr) {
        Unknown(*member.key, parent, known);
      } else {
        CheckValue(*key, *member.value);
      }
    }
    for (const Key& key : keys_) {
      bool missing = key.need == Need::kRequired && IsChild(key.path, parent) &&
                     mapping.Find(LastPart(key.path)) == nullptr;
      // A misspelled one is there, in a way.
      missing =
          missing && std::none_of(out_.begin() + static_cast<long>(first),
                                  out_.end(), [&](const Fault& fault) {
                                    return fault.near == LastPart(key.path);
                                  });
      if (!missing || out_.size() >= kMostFaults) continue;
      Span begin{mapping.span.begin, mapping.span.begin};
      if (!mapping.members.empty()) begin = mapping.members.front().key->span;
      out_.push_back(
          {FaultKind::kMissingKey, begin,
           fmt::format("{} has no '{}'",
                       parent.empty() ? "the file" : "'" + parent + "'",
                       LastPart(key.path)),
           fmt::format("it says: {}; expected {}", key.summary,
                       Expected(key.type)),
           ""});
    }
  }

 private:
  const Key* Find(std::string_view parent, std::string_view name) const {
    for (const Key& key : keys_) {
      if (!IsChild(key.path, parent)) continue;
      std::string_view last = LastPart(key.path);
      if (last == name || last == "*") return &key;
    }
    return nullptr;
  }

  void Unknown(const Node& key, const std::string& parent,
               const std::vector<std::string_view>& known) {
    std::string_view near = Nearest(key.text, known);
    std::string help = near.empty() ? fmt::format("expected one of: {}",
                                                  fmt::join(known, ", "))
                                    : fmt::format("did you mean '{}'?", near);
    out_.push_back({FaultKind::kUnknownKey, key.span,
                    fmt::format("no key is called '{}'{}", Printable(key.text),
                                parent.empty() ? "" : " in '" + parent + "'"),
                    std::move(help), std::string(near)});
  }

  void CheckValue(const Key& key, const Node& value) {
    if (!Fits(key, value)) {
      out_.push_back(
          {FaultKind::kWrongType, value.span,
           fmt::format("'{}' is not {}", key.path, Expected(key.type)),
           fmt::format("it says: {}", key.summary), ""});
      return;
    }
    if (key.type == Type::kChoice) return CheckChoice(key, value);
    if (key.type == Type::kMapping) {
      return CheckMapping(value, std::string(key.path));
    }
    if (key.type != Type::kList) return;
    for (const Node* item : value.items) {
      CheckMapping(*item, std::string(key.path) + "[]");
    }
  }

  void CheckChoice(const Key& key, const Node& value) {
    auto choices = Split(key.choices, '|');
    if (std::ranges::find(choices, value.text) != choices.end()) return;
    std::string_view near = Nearest(value.text, choices);
    out_.push_back({FaultKind::kWrongType, value.span,
                    fmt::format("'{}' is no value of '{}'",
                                Printable(value.text), key.path),
                    near.empty()
                        ? fmt::format("expected {}", fmt::join(choices, ", "))
                        : fmt::format("did you mean '{}'?", near),
                    std::string(near)});
  }

  std::span<const Key> keys_;
  std::vector<Fault>& out_;
};

}  // namespace

std::vector<Fault> FindFaults(const ConfigFile& file) {
  std::vector<Fault> faults;
  const Node* root = file.tree->root();
  if (root == nullptr || !root->IsMapping()) return faults;
  bool ours = std::ranges::any_of(KeysOf(file.sort), [&](const Key& key) {
    return IsChild(key.path, "") && root->Find(key.path) != nullptr;
  });
  if (!ours) return faults;
  Checker(file, faults).CheckMapping(*root, "");
  std::ranges::stable_sort(faults, {},
                           [](const Fault& fault) { return fault.span.begin; });
  return faults;
}

}  // namespace interlock::config
