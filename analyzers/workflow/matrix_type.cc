// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/workflow/scopes.h"
#include "analyzers/workflow/template.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

constexpr int kMaxDepth = 50;
constexpr size_t kMaxNodes = 50 * 1000;
// Property lists are searched one by one.
constexpr size_t kMaxProperties = 300;

class MatrixTyper {
 public:
  explicit MatrixTyper(Arena& arena) : arena_(arena) {}

  const Type* Run(const Node& matrix) {
    for (const Member& member : matrix.members) {
      std::string_view key = member.key->text;
      if (key == "exclude") continue;
      if (key == "include") {
        Include(*member.value);
      } else {
        Vector(key, *member.value);
      }
      if (budget_ == 0 || properties_.size() > kMaxProperties) return &kAnyType;
    }
    if (open_) {
      Type type{TypeKind::kObject};
      type.properties = arena_.CopyAll(properties_);
      return arena_.New<Type>(type);
    }
    return ObjectType(arena_, properties_);
  }

 private:
  void Set(std::string_view name, const Type* type) {
    for (Property& property : properties_) {
      if (!EqualsIgnoringCase(property.name, name)) continue;
      property.type = Common(property.type, type);
      return;
    }
    properties_.push_back({name, type});
  }

  void Vector(std::string_view name, const Node& values) {
    if (!values.IsSequence()) return Set(name, &kAnyType);
    for (const Node* value : values.items) Set(name, Of(*value, 0));
    if (values.items.empty()) Set(name, &kAnyType);
  }

  void Include(const Node& entries) {
    if (!entries.IsSequence()) {
      open_ = true;
      return;
    }
    for (const Node* entry : entries.items) {
      if (!entry->IsMapping()) open_ = true;
      for (const Member& member : entry->members) {
        if (budget_ == 0 || properties_.size() > kMaxProperties) return;
        Set(member.key->text, Of(*member.value, 0));
      }
    }
  }

  const Type* Of(const Node& node, int depth) {
    if (budget_ == 0 || depth > kMaxDepth) return &kAnyType;
    --budget_;
    if (node.IsScalar()) {
      if (HasExpression(node.text)) return &kAnyType;
      return TypeOf(LeafValue(node), arena_);
    }
    if (node.IsSequence()) {
      Type type{TypeKind::kArray};
      for (const Node* item : node.items) {
        const Type* next = Of(*item, depth + 1);
        type.element =
            type.element == nullptr ? next : Common(type.element, next);
      }
      return arena_.New<Type>(type);
    }
    std::vector<Property> properties;
    for (const Member& member : node.members) {
      if (properties.size() > kMaxProperties) return &kAnyType;
      properties.push_back({member.key->text, Of(*member.value, depth + 1)});
    }
    return ObjectType(arena_, properties);
  }

  Arena& arena_;
  size_t budget_ = kMaxNodes;
  bool open_ = false;
  std::vector<Property> properties_;
};

}  // namespace

const Type* MatrixType(const Node* matrix, Arena& arena) {
  if (matrix == nullptr) return &kEmptyType;
  if (!matrix->IsMapping()) return &kAnyType;
  return MatrixTyper(arena).Run(*matrix);
}

}  // namespace interlock::workflow
