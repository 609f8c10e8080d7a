// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace interlock::reporters {

// Text for an XML 1.0 attribute in double quotes, or for an element's content.
// Characters that XML cannot hold, even escaped, are dropped; invalid UTF-8
// becomes U+FFFD. No "]]>" remains, and line ends and tabs in attributes
// survive as references.
std::string XmlAttribute(std::string_view text);
std::string XmlContent(std::string_view text);

}  // namespace interlock::reporters
