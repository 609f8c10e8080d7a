// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/arena.h"
#include "core/source.h"
#include "core/span.h"

namespace interlock {

// One tree for YAML, JSON and TOML, so that a protection or a config is read
// the same way in any of them.
enum class NodeKind : uint8_t { kScalar, kMapping, kSequence };

// How a scalar was written. JSON strings are kDouble; JSON and TOML numbers,
// booleans and dates, and JSON null, are kPlain.
enum class ScalarStyle : uint8_t {
  kPlain,
  kSingle,
  kDouble,
  kLiteral,  // YAML |
  kFolded,   // YAML >
};

struct Node;

struct Member {
  const Node* key;
  const Node* value;
};

// Nodes live in their Document's arena. A YAML alias is a node of its own that
// shares its target's text, members and items, so an alias bomb costs nothing
// until somebody walks it; walkers bound their work by Document::node_count.
struct Node {
  NodeKind kind = NodeKind::kScalar;
  ScalarStyle style = ScalarStyle::kPlain;
  // Exactly what was written: quotes and brackets included, the white space
  // and comments around it not. For an absent value ("key:") it is empty and
  // stands after the colon. For an alias it is "*name". An anchor or a tag
  // before the node is not part of it. A block scalar ends with its last line,
  // that line's break excluded; a block collection ends with its last child.
  Span span;
  std::string_view text;  // decoded scalar
  std::string_view tag;   // explicit tag as resolved, or empty
  std::string_view anchor;
  // The target, never an alias itself. A key or value inside a collection may
  // not refer to that collection: such an alias is an error and left empty.
  const Node* alias_of = nullptr;
  std::span<const Member> members;
  std::span<const Node* const> items;

  bool IsScalar() const { return kind == NodeKind::kScalar; }
  bool IsMapping() const { return kind == NodeKind::kMapping; }
  bool IsSequence() const { return kind == NodeKind::kSequence; }
  bool plain() const { return style == ScalarStyle::kPlain; }
  // A scalar of the YAML 1.2 core schema that says null: empty, ~, null.
  bool IsNull() const;
  // The last value under `key` of a mapping, or null. Keys match exactly.
  const Node* Find(std::string_view key) const;
  const Member* FindMember(std::string_view key) const;
};

// What a scalar means in the YAML 1.2 core schema (also right for JSON).
enum class ScalarType : uint8_t { kNull, kBool, kInt, kFloat, kString };
struct ScalarValue {
  ScalarType type = ScalarType::kString;
  bool boolean = false;
  double number = 0;  // of kInt and kFloat
};
ScalarValue Resolve(const Node& node);

// Whether a node states that boolean; false for a null pointer.
bool IsTrue(const Node* node);
bool IsFalse(const Node* node);

struct TreeComment {
  Span span;      // from '#' or '//' or '/*' to the end of its text
  bool own_line;  // nothing but white space before it on its line
};

struct SyntaxError {
  Span span;
  std::string message;  // what was found and what was expected
  std::string help;
};

struct DuplicateKey {
  const Node* first;
  const Node* again;
};

// One parsed file. Roots are its documents (JSON and TOML have one). After a
// syntax error the roots hold what was read before it, which may be nothing.
struct Document {
  const Source* source = nullptr;
  Arena arena;
  std::vector<const Node*> roots;
  std::vector<TreeComment> comments;  // in order
  std::vector<SyntaxError> errors;
  std::vector<DuplicateKey> duplicates;
  uint32_t node_count = 0;

  const Node* root() const { return roots.empty() ? nullptr : roots.front(); }
  bool ok() const { return errors.empty(); }
};

// Nesting deeper than this is a syntax error, in every parser here. Lower than
// the limits built into the libraries, so that ours speaks first.
inline constexpr int kMaxTreeDepth = 250;
// Errors reported per file; the last says that there are more.
inline constexpr int kMaxSyntaxErrors = 100;

}  // namespace interlock
