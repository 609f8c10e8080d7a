// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "parsers/tree.h"

namespace interlock {

struct XmlAttribute {
  std::string_view name;
  std::string_view value;  // as written between the quotes
  Span span;               // of the value
};

struct XmlElement {
  std::string_view name;  // without the prefix of its namespace
  Span name_span;
  Span span;  // from its "<" to the end of its closing tag
  Span text;  // its first run of text or CDATA, trimmed; may be empty
  int32_t parent = -1;
  std::vector<XmlAttribute> attributes;

  const XmlAttribute* Find(std::string_view attribute) const;
};

// Elements stand in the order of the text, parents before their children.
struct XmlFile {
  std::vector<XmlElement> elements;
  std::vector<TreeComment> comments;
  std::vector<SyntaxError> errors;  // at most one: reading stops there
};

// The part of XML 1.0 that configuration files use. A document type is
// refused, and so nothing is ever expanded or fetched; entities stay as they
// are written. Linear time, no recursion.
XmlFile ParseXml(const Source& source);

}  // namespace interlock
