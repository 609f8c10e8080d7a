// SPDX-License-Identifier: Apache-2.0
#include "parsers/yaml/yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <exception>
#include <istream>
#include <iterator>
#include <vector>

#include "core/utf8.h"
#include "parsers/encoding.h"
#include "parsers/yaml/yaml_builder.h"
#include "parsers/yaml/yaml_errors.h"
#include "parsers/yaml/yaml_feed.h"
#include "parsers/yaml/yaml_gaps.h"
#include "parsers/yaml/yaml_quick.h"

namespace interlock {
namespace {

// yaml-cpp itself would eat a second byte order mark and count on from there.
uint32_t AfterMarks(std::string_view text) {
  uint32_t base = TextStart(text);
  while (text.substr(base).starts_with(kByteOrderMark)) {
    base += static_cast<uint32_t>(kByteOrderMark.size());
  }
  return base;
}

using Gaps = std::vector<uint32_t>;

void ReadDocuments(std::string_view text, const Gaps& gaps,
                   YamlBuilder& builder) {
  YamlFeed feed(text, gaps, builder.reported());
  std::istream in(&feed);
  YAML::Parser parser(in);
  while (parser.HandleNextDocument(builder)) {
  }
  builder.Finish();
}

void AddFailure(Document& doc, const YAML::Exception& error, uint32_t base,
                const YamlBuilder& builder) {
  std::string_view text = doc.source->text();
  // A null mark means the start of what was not understood.
  uint32_t offset = error.mark.is_null()
                        ? builder.at()
                        : base + static_cast<uint32_t>(error.mark.pos);
  SyntaxError explained =
      ExplainYaml(text, {offset, error.msg, builder.at(), builder.OpenFlow()});
  AddError(doc, explained.span, std::move(explained.message),
           std::move(explained.help));
}

// Reads the text; gives the gaps that it must not be given as tabs.
Gaps Read(Document& doc, uint32_t base, const Gaps& gaps) {
  std::string_view text = doc.source->text();
  YamlBuilder builder(doc, base, gaps);
  try {
    ReadDocuments(text.substr(base), gaps, builder);
  } catch (YamlBuilder::Stop& stop) {
    AddError(doc, stop.span, std::move(stop.message), std::move(stop.help));
  } catch (const YamlFeed::TooLarge& large) {
    AddError(doc, WordAt(text, base + large.offset),
             "found a value in brackets with too many items",
             "write it without brackets, one item to a line, or split it");
  } catch (const YAML::Exception& error) {
    AddFailure(doc, error, base, builder);
  } catch (const std::exception& error) {
    AddError(doc, WordAt(text, builder.at()),
             fmt::format("cannot read this YAML: {}", error.what()),
             "simplify the file at this place");
  }
  return builder.spoiling_gaps();
}

Document Begin(const Source& source) {
  Document doc;
  doc.source = &source;
  return doc;
}

Document ReadWithGaps(const Source& source, uint32_t base, const Gaps& gaps) {
  Document doc = Begin(source);
  Gaps spoiling = Read(doc, base, gaps);
  if (spoiling.empty()) return doc;
  // Tabs in the other gaps leave the structure as it was.
  Gaps rest;
  std::set_difference(gaps.begin(), gaps.end(), spoiling.begin(),
                      spoiling.end(), std::back_inserter(rest));
  doc = Begin(source);
  Read(doc, base, rest);
  return doc;
}

bool UnderstandsMore(const Document& a, const Document& b) {
  if (a.errors.empty() || b.errors.empty()) return a.errors.empty();
  return a.errors.front().span.begin > b.errors.front().span.begin;
}

}  // namespace

Document ParseYaml(const Source& source, YamlReader reader) {
  Document doc = Begin(source);
  std::string_view text = source.text();
  if (text.size() > kMaxYamlBytes) {
    AddError(doc, {0, 0},
             fmt::format("found {} bytes of YAML, expected at most {}",
                         text.size(), kMaxYamlBytes),
             "split the file");
    return doc;
  }
  if (!CheckEncoding(doc)) return doc;
  uint32_t base = AfterMarks(text);
  if (reader == YamlReader::kQuickFirst) {
    if (ReadYamlQuickly(doc, base)) return doc;
    doc = Begin(source);
  }
  Read(doc, base, {});
  if (doc.errors.empty()) return doc;
  Gaps gaps = FindYamlGaps(text.substr(base));
  if (gaps.empty()) return doc;
  Document again = ReadWithGaps(source, base, gaps);
  return UnderstandsMore(again, doc) ? std::move(again) : std::move(doc);
}

}  // namespace interlock
