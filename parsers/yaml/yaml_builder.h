// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "parsers/node_builder.h"
#include "parsers/tree.h"
#include "parsers/yaml/yaml_cursor.h"

namespace interlock {

// Turns yaml-cpp's events into nodes with exact extents.
class YamlBuilder final : public YAML::EventHandler {
 public:
  // Thrown through yaml-cpp to stop it; caught by ParseYaml alone.
  struct Stop {
    Span span;
    std::string message;
    std::string help;
  };

  // yaml-cpp reads from `base` on; its marks and `gaps`, the blanks that it
  // was given as tabs, count from there.
  YamlBuilder(Document& doc, uint32_t base, std::span<const uint32_t> gaps);

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override;
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag,
                YAML::anchor_t anchor, const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                       YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag,
                  YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { Close(); }

  // Records the comments after the last document.
  void Finish();

  // Bytes of the text, from `base` on, that events have covered.
  const uint32_t& reported() const { return reported_; }
  // The gaps that turned out to lie inside a scalar, whose text they spoil.
  const std::vector<uint32_t>& spoiling_gaps() const { return spoiling_; }
  uint32_t at() const { return cursor_.at(); }
  // Where the innermost open bracket stands, if one is open.
  const Node* OpenFlow() const;

 private:
  enum class Shape : uint8_t {
    kBlockSequence,
    kBlockMapping,
    kFlowSequence,
    kFlowMapping,
    kPair,  // "[a: b]": a mapping of one member, with no braces
  };
  // A collection whose end has not come.
  struct Frame {
    Node* node;
    Shape shape;
    int column;          // of a block collection
    size_t first;        // of its children
    uint32_t anchor;     // its id, or 0
    uint32_t mark;       // where yaml-cpp says it begins
    bool brace_pending;  // '{' not yet taken: it may turn out a kPair
  };
  // What stands before the node that an event announces.
  struct Approach {
    uint32_t absent_at;     // where the node stands if it has no text
    bool indicated = true;  // a value with its ':', a key with its '?'
    bool key = false;
  };
  struct Anchor {
    const Node* node;
    bool open;  // a collection still being read
  };

  uint32_t Offset(const YAML::Mark& mark) const {
    return base_ + static_cast<uint32_t>(mark.pos);
  }
  bool InFlow() const;
  bool AwaitsKey(const Frame& frame) const;
  void SettleBrace(uint32_t next_mark);
  Approach PassIndicators(const YAML::Mark& mark);
  Approach PassFlowIndicators(const Frame& frame);
  Approach PassBlockIndicators(const Frame& frame);
  void PassValueIndicator(Approach& approach);
  void PassProperties(const std::string& tag, YAML::anchor_t anchor,
                      Node& node);
  void RefuseEmptyTag() const;
  bool HasOwnText(const Approach& approach, const YAML::Mark& mark) const;
  int ColumnHere(const YAML::Mark& mark) const;
  Span Closed(std::optional<Span> quoted, uint32_t begin) const;
  void CheckGaps(Span scalar);
  void TakeScalar(Node& node, const std::string& value);
  void Register(YAML::anchor_t anchor, const Node* node, bool open);
  void Open(Node* node, Shape shape, const YAML::Mark& mark,
            YAML::anchor_t anchor);
  void Close();
  void Add(const Node* node);
  Node* Begin(const YAML::Mark& mark, NodeKind kind, const std::string& tag,
              YAML::anchor_t anchor);

  Document& doc_;
  uint32_t base_;
  YamlCursor cursor_;
  uint32_t reported_ = 0;
  std::span<const uint32_t> gaps_;  // those behind the last scalar
  std::vector<uint32_t> spoiling_;
  std::vector<Frame> frames_;
  OpenChildren children_;
  std::vector<Anchor> anchors_;  // by id, of this document
  const Node* root_ = nullptr;
  int64_t last_document_ = -1;
};

}  // namespace interlock
