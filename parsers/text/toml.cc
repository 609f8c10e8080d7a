// SPDX-License-Identifier: Apache-2.0
#include "parsers/text/toml.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>

#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include "parsers/encoding.h"
#include "parsers/node_builder.h"
#include "parsers/text/toml_scan.h"

namespace interlock {
namespace {

class TomlConverter {
 public:
  TomlConverter(Document& doc, const TomlPositions& positions)
      : doc_(doc), positions_(positions) {}

  // The node, or null when it lies too deep.
  const Node* Convert(const toml::node& from, int depth) {
    if (depth > kMaxTreeDepth) return TooDeep(from);
    if (const toml::table* table = from.as_table()) {
      return Mapping(*table, depth);
    }
    if (const toml::array* array = from.as_array()) {
      return Sequence(*array, depth);
    }
    return Scalar(from);
  }

 private:
  struct Entry {
    Span key_span;
    const toml::key* key;
    const toml::node* value;
  };

  Span SpanOf(const toml::source_region& region) const {
    uint32_t begin = positions_.Offset(region.begin.line, region.begin.column);
    uint32_t end = positions_.Offset(region.end.line, region.end.column);
    return {begin, std::max(begin, end)};
  }

  const Node* TooDeep(const toml::node& at) {
    AddError(doc_, SpanOf(at.source()),
             fmt::format("found more than {} levels of nesting", kMaxTreeDepth),
             "flatten the file");
    return nullptr;
  }

  // toml++ keeps its keys sorted; we want the order of the file.
  std::vector<Entry> InOrder(const toml::table& table) const {
    std::vector<Entry> entries;
    for (auto&& [key, value] : table) {
      entries.push_back({SpanOf(key.source()), &key, &value});
    }
    std::stable_sort(
        entries.begin(), entries.end(),
        [](const Entry& a, const Entry& b) { return a.key_span < b.key_span; });
    return entries;
  }

  const Node* Mapping(const toml::table& table, int depth) {
    Node* node = NewNode(doc_, NodeKind::kMapping);
    size_t first = children_.size();
    Span span = Begin(table.source());
    for (const Entry& entry : InOrder(table)) {
      const Node* key = Key(entry);
      children_.Add(key);
      const Node* value = Convert(*entry.value, depth + 1);
      if (value == nullptr) return nullptr;
      children_.Add(value);
      span = span.Cover(key->span);
      span = span.Cover(value->span);
    }
    node->span = span;
    children_.CloseInto(*node, first, doc_);
    return node;
  }

  const Node* Sequence(const toml::array& array, int depth) {
    Node* node = NewNode(doc_, NodeKind::kSequence);
    size_t first = children_.size();
    Span span = Begin(array.source());
    for (const toml::node& item : array) {
      const Node* child = Convert(item, depth + 1);
      if (child == nullptr) return nullptr;
      children_.Add(child);
      span = span.Cover(child->span);
    }
    node->span = span;
    children_.CloseInto(*node, first, doc_);
    return node;
  }

  // A table that only a dotted key names has no place of its own.
  Span Begin(const toml::source_region& region) const {
    return region.begin ? SpanOf(region) : Span{UINT32_MAX, 0};
  }
  const Node* Key(const Entry& entry) {
    Node* node = NewNode(doc_, NodeKind::kScalar);
    node->span = entry.key_span;
    node->style = QuoteAt(node->span.begin);
    node->text = KeepText(doc_, node->span, entry.key->str());
    return node;
  }

  ScalarStyle QuoteAt(uint32_t offset) const {
    std::string_view text = doc_.source->text();
    if (offset >= text.size()) return ScalarStyle::kPlain;
    if (text[offset] == '"') return ScalarStyle::kDouble;
    if (text[offset] == '\'') return ScalarStyle::kSingle;
    return ScalarStyle::kPlain;
  }

  const Node* Scalar(const toml::node& from) {
    Node* node = NewNode(doc_, NodeKind::kScalar);
    node->span = SpanOf(from.source());
    if (const auto* string = from.as_string()) {
      node->style = QuoteAt(node->span.begin);
      node->text = KeepText(doc_, node->span, string->get());
      return node;
    }
    std::string_view raw = node->span.In(doc_.source->text());
    if (const auto* integer = from.as_integer()) {
      bool odd =
          raw.find('_') != std::string_view::npos || raw.starts_with("0b");
      node->text = odd ? doc_.arena.Copy(std::to_string(integer->get())) : raw;
    } else if (from.is_floating_point()) {
      node->text = FloatText(raw);
    } else {
      node->text = raw;
    }
    return node;
  }

  // As the core schema of YAML writes it.
  std::string_view FloatText(std::string_view raw) {
    if (raw.ends_with("inf")) return raw[0] == '-' ? "-.inf" : ".inf";
    if (raw.ends_with("nan")) return ".nan";
    if (raw.find('_') == std::string_view::npos) return raw;
    std::string text(raw);
    std::erase(text, '_');
    return doc_.arena.Copy(text);
  }

  Document& doc_;
  const TomlPositions& positions_;
  OpenChildren children_;
};

void Convert(Document& doc, const toml::table& table,
             const TomlPositions& positions) {
  const Node* converted = TomlConverter(doc, positions).Convert(table, 1);
  if (converted == nullptr) return;
  Node* root = NewNode(doc, NodeKind::kMapping);
  *root = *converted;
  --doc.node_count;
  root->span = {TextStart(doc.source->text()), doc.source->size()};
  doc.roots.push_back(root);
}

void AddFailure(Document& doc, const toml::parse_error& error,
                const TomlPositions& positions) {
  std::string_view text = doc.source->text();
  toml::source_position begin = error.source().begin;
  uint32_t at = positions.Offset(begin.line, begin.column);
  // "Error while parsing X: what is wrong".
  std::string_view what = error.description();
  size_t colon = what.find(": ");
  if (what.starts_with("Error while") && colon != std::string_view::npos) {
    what.remove_prefix(colon + 2);
  }
  AddError(doc, WordAt(text, at),
           fmt::format("found {}: {}", FoundAt(text, at), what),
           "correct the TOML at this place");
}

}  // namespace

Document ParseToml(const Source& source) {
  Document doc;
  doc.source = &source;
  if (!CheckEncoding(doc) || !ScanToml(doc)) return doc;
  TomlPositions positions(source.text());
  try {
    toml::parse_result result = toml::parse(source.text());
    if (result) {
      Convert(doc, result.table(), positions);
    } else {
      AddFailure(doc, result.error(), positions);
    }
  } catch (const std::exception& error) {
    AddError(doc, {0, 0},
             fmt::format("cannot read this TOML: {}", error.what()),
             "simplify the file");
  }
  return doc;
}

}  // namespace interlock
