// SPDX-License-Identifier: Apache-2.0
#include "analyzers/exceptions/xml_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "analyzers/exceptions/expiry.h"
#include "analyzers/exceptions/width.h"
#include "core/text.h"
#include "parsers/text/xml.h"

namespace interlock::exceptions {
namespace {

constexpr std::string_view kHidden[] = {"cve", "vulnerabilityName", "cpe",
                                        "cwe", "cvssBelow"};
constexpr std::string_view kMatched[] = {"packageUrl", "gav", "filePath",
                                         "sha1"};

bool IsOneOf(std::string_view name, std::span<const std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

class Reader {
 public:
  Reader(const Source& source, const XmlFile& xml, ExceptionFile& out)
      : source_(source), xml_(xml), out_(out) {}

  void Read() {
    for (size_t i = 0; i < xml_.elements.size(); ++i) {
      if (xml_.elements[i].name == "suppress") i = ReadSuppression(i);
    }
  }

 private:
  Field TextOf(const XmlElement& element) const {
    std::string_view text = Trim(source_.Text(element.text));
    return {text, element.text, !text.empty()};
  }

  // A group's end holds for those in it that state none.
  const XmlAttribute* UntilOf(const XmlElement& element) const {
    const XmlAttribute* until = element.Find("until");
    bool grouped = until == nullptr && element.parent >= 0;
    return grouped ? xml_.elements[static_cast<size_t>(element.parent)].Find(
                         "until")
                   : until;
  }

  void CheckWidth(const XmlElement& matched, Exception& entry) const {
    const XmlAttribute* regex = matched.Find("regex");
    bool any = regex != nullptr && regex->value == "true" &&
               MatchesAll(entry.package.text);
    if (any) entry.too_wide = "it in every package";
  }

  // Returns the index of the last element within.
  size_t ReadSuppression(size_t index) {
    const XmlElement& suppression = xml_.elements[index];
    Exception common;
    common.span = suppression.span;
    common.expiry.day_rule = out_.facts().day_rule;
    if (const XmlAttribute* until = UntilOf(suppression)) {
      std::string_view text = Trim(until->value);
      common.expiry.field = {text, until->span, !text.empty()};
      common.expiry.last_day = LastDay(text, common.expiry.day_rule);
    }
    size_t last = index;
    std::vector<const XmlElement*> hidden;
    for (size_t i = index + 1; i < xml_.elements.size(); ++i) {
      const XmlElement& part = xml_.elements[i];
      if (part.span.begin >= suppression.span.end) break;
      last = i;
      if (part.name == "notes") {
        common.reason = TextOf(part);
      } else if (IsOneOf(part.name, kMatched)) {
        common.package = TextOf(part);
        common.scope += source_.Text(part.text);
        CheckWidth(part, common);
      } else if (IsOneOf(part.name, kHidden)) {
        hidden.push_back(&part);
      }
    }
    common.place = suppression.name_span;
    if (hidden.empty()) out_.entries.push_back(common);
    for (const XmlElement* one : hidden) Add(common, *one);
    return last;
  }

  void Add(Exception entry, const XmlElement& hidden) {
    entry.id = TextOf(hidden);
    if (entry.id.stated) entry.place = entry.id.span;
    entry.scope += hidden.name;
    if (hidden.name == "cvssBelow" && entry.too_wide.empty()) {
      double score = 0;
      std::from_chars(entry.id.text.data(),
                      entry.id.text.data() + entry.id.text.size(), score);
      if (score >= 7) entry.too_wide = "everything below that score";
    }
    out_.entries.push_back(std::move(entry));
  }

  const Source& source_;
  const XmlFile& xml_;
  ExceptionFile& out_;
};

}  // namespace

void ReadXml(const Source& source, ExceptionFile& out) {
  XmlFile xml = ParseXml(source);
  for (SyntaxError& error : xml.errors) out.oddities.push_back(error);
  Reader(source, xml, out).Read();
}

}  // namespace interlock::exceptions
