// SPDX-License-Identifier: Apache-2.0
#include "parsers/yaml/yaml_errors.h"

#include <fmt/format.h>

#include <string>

#include "core/text.h"
#include "parsers/encoding.h"

namespace interlock {
namespace {

// What yaml-cpp says, what we say after "found 'x'", and what to do.
struct Phrase {
  std::string_view raw;
  std::string_view message;
  std::string_view help;
};

constexpr Phrase kPhrases[] = {
    {"illegal map value", "a key and its ':' are not allowed here",
     "quote a value that contains ': ', or put the key on a line of its own, "
     "indented like its neighbours"},
    {"illegal map key", "a '? ' key is not allowed here",
     "put the key on a line of its own"},
    {"illegal block entry", "a '- ' item is not allowed here",
     "put the list on the lines below its key; inside brackets, separate "
     "items with commas"},
    {"end of map not found", "expected a key and ':' or the mapping's end",
     "indent it like the other keys, or quote the value before it"},
    {"end of sequence not found", "expected '- ' or the list's end",
     "begin the item with '- ', indented like the other items"},
    {"end of map flow not found", "expected ',' or '}'",
     "separate the members with commas and close the '{'"},
    {"end of sequence flow not found", "expected ',' or ']'",
     "separate the items with commas and close the '['"},
    {"illegal flow end", "no matching bracket is open",
     "remove it, or quote the value that contains it"},
    {"unknown token", "no plain value can begin with this character",
     "put the value in quotes"},
    {"illegal document indicator in scalar",
     "the quoted value before it is not closed", "close the quote"},
    {"illegal tab when looking for indentation", "a tab cannot indent a line",
     "indent with spaces"},
    {"alias not found after *", "expected the name of an anchor after '*'",
     "quote the value if it is not an alias"},
    {"anchor not found after &", "expected a name after '&'",
     "quote the value if it is not an anchor"},
    {"illegal character found while scanning alias",
     "an alias cannot contain this character", "end its name with a space"},
    {"illegal character found while scanning anchor",
     "an anchor cannot contain this character", "end its name with a space"},
    {"the referenced anchor is not defined",
     "no anchor of that name stands before it",
     "define it with '&name' above, or quote the value"},
    {"cannot set zero indentation for a block scalar",
     "a block's indentation must be 1 to 9", "remove the 0"},
    {"unexpected character in block scalar",
     "expected the end of the line after a block's '|' or '>'",
     "begin the block's text on the next line"},
    {"cannot assign multiple tags to the same node",
     "a node takes one tag only", "remove one of them"},
    {"cannot assign multiple anchors to the same node",
     "a node takes one anchor only", "remove one of them"},
    {"bad character found while scanning hex number",
     "expected hexadecimal digits", "correct the escape"},
    {"end of verbatim tag not found", "expected '>' at the end of the tag",
     "close the tag"},
    {"tag handle with no suffix", "expected a name after the tag's '!'",
     "complete the tag"},
    {"illegal character found while scanning tag handle",
     "a tag cannot contain this character", "correct the tag"},
    {"YAML directives must have exactly one argument",
     "expected '%YAML' and one version", "write '%YAML 1.2'"},
    {"repeated YAML directive", "a document has one '%YAML' line only",
     "remove one of them"},
    {"YAML major version too large", "expected version 1.x",
     "write '%YAML 1.2'"},
    {"TAG directives must have exactly two arguments",
     "expected '%TAG', a handle and a prefix", "complete the line"},
    {"repeated TAG directive", "this handle is defined twice",
     "remove one of them"},
};

SyntaxError Say(std::string_view text, uint32_t offset,
                std::string_view message, std::string_view help) {
  return {WordAt(text, offset),
          fmt::format("found {}: {}", FoundAt(text, offset), message),
          std::string(help)};
}

uint32_t LineStart(std::string_view text, uint32_t offset) {
  if (offset == 0) return 0;
  size_t before = text.find_last_of("\r\n", offset - 1);
  return before == std::string_view::npos ? 0
                                          : static_cast<uint32_t>(before + 1);
}

// A tab among the white space that begins the line, or none.
uint32_t IndentingTab(std::string_view text, uint32_t offset) {
  uint32_t i = LineStart(text, offset);
  while (i < text.size() && text[i] == ' ') ++i;
  return i < text.size() && text[i] == '\t' ? i : UINT32_MAX;
}

bool EndsToken(char c) {
  return IsAsciiSpace(c) || c == '[' || c == '{' || c == ',' || c == ':' ||
         c == ']' || c == '}';
}

// The end of the quoted text that begins at `i`, or npos when it has none.
size_t CloseQuote(std::string_view text, size_t i) {
  char quote = text[i];
  for (++i; i < text.size(); ++i) {
    if (text[i] == '\\' && quote == '"') {
      ++i;
    } else if (text[i] == quote) {
      if (quote == '"' || i + 1 >= text.size() || text[i + 1] != '\'') return i;
      ++i;
    }
  }
  return std::string_view::npos;
}

// The first quote from `i` on that is never closed.
uint32_t OpenQuote(std::string_view text, size_t i) {
  for (; i < text.size(); ++i) {
    bool starts = i == 0 || EndsToken(text[i - 1]) || text[i - 1] == '-';
    if (text[i] == '#' && starts) {
      i = text.find('\n', i);
    } else if ((text[i] == '"' || text[i] == '\'') && starts) {
      size_t close = CloseQuote(text, i);
      if (close == std::string_view::npos) return static_cast<uint32_t>(i);
      i = close;
    }
    if (i == std::string_view::npos) break;
  }
  return static_cast<uint32_t>(text.size());
}

// "${{ x }}" in a flow collection: its '{' begins a mapping there.
bool IsExpression(std::string_view text, uint32_t offset) {
  std::string_view rest = text.substr(offset);
  return rest.starts_with("${{") ||
         (rest.starts_with("{{") && offset > 0 && text[offset - 1] == '$');
}

SyntaxError ExplainFlow(std::string_view text, const YamlFailure& failure,
                        const Phrase& phrase) {
  uint32_t at = failure.offset;
  if (IsExpression(text, at)) {
    uint32_t begin = text[at] == '$' ? at : at - 1;
    return {WordAt(text, begin),
            "found '${{' inside brackets, where '{' begins a mapping",
            "put the expression in quotes: \"${{ ... }}\""};
  }
  if (at >= text.size() && failure.open_flow != nullptr) {
    Span open{failure.open_flow->span.begin, failure.open_flow->span.begin + 1};
    return {open,
            fmt::format("found the end of the file, expected a bracket that "
                        "closes this '{}'",
                        open.In(text)),
            "close the bracket, or quote the value if it is text"};
  }
  return Say(text, at, phrase.message, phrase.help);
}

SyntaxError ExplainPhrase(std::string_view text, const YamlFailure& failure,
                          const Phrase& phrase) {
  if (phrase.raw.ends_with("flow not found")) {
    return ExplainFlow(text, failure, phrase);
  }
  // yaml-cpp's mark for these stands behind the character it means.
  uint32_t at = failure.offset;
  if (phrase.raw.find("after") != std::string_view::npos && at > 0) --at;
  return Say(text, at, phrase.message, phrase.help);
}

}  // namespace

SyntaxError ExplainOpenQuote(std::string_view text, uint32_t quote) {
  bool single = quote < text.size() && text[quote] == '\'';
  return {WordAt(text, quote),
          fmt::format("found the end of the file inside the quoted value that "
                      "begins here, expected {}",
                      single ? "a closing '" : "a closing \""),
          single ? "close the quote; write '' for a ' inside it"
                 : "close the quote; write \\\" for a \" inside it"};
}

SyntaxError ExplainYaml(std::string_view text, const YamlFailure& raw) {
  YamlFailure failure = raw;
  auto size = static_cast<uint32_t>(text.size());
  failure.offset = std::min(failure.offset, size);
  std::string_view message = failure.message;
  if (message == "illegal EOF in scalar") {
    return ExplainOpenQuote(text, OpenQuote(text, failure.read_to));
  }
  uint32_t tab = IndentingTab(text, failure.offset);
  if (tab != UINT32_MAX) {
    return {{tab, tab + 1},
            "found a tab at the start of a line, expected spaces",
            "indent with spaces: YAML does not take tabs"};
  }
  if (message.starts_with("unknown escape character")) {
    return {
        WordAt(text, failure.offset),
        fmt::format("found an {} in a double-quoted value", Printable(message)),
        "use single quotes, or write \\\\ for a backslash"};
  }
  for (const Phrase& phrase : kPhrases) {
    if (message == phrase.raw) return ExplainPhrase(text, failure, phrase);
  }
  return Say(text, failure.offset, Printable(message),
             "correct the YAML at this place");
}

}  // namespace interlock
