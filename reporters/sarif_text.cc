// SPDX-License-Identifier: Apache-2.0
#include "reporters/sarif_text.h"

#include "core/text.h"
#include "core/utf8.h"
#include "reporters/findings.h"
#include "reporters/output.h"

namespace interlock::reporters {

namespace {

constexpr std::string_view kFence = "```";
constexpr size_t kMaxDescription = 1000;
constexpr int kContextLines = 2;

// SARIF reads "[text](target)" in any message as a link, and a backslash
// before a bracket as that bracket.
std::string EscapeBrackets(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '[' || c == ']' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

// Text that cannot be taken for a link; brackets elsewhere stay as they are.
std::string NoLinks(std::string_view text) {
  if (text.find("](") == std::string_view::npos) return std::string(text);
  return EscapeBrackets(text);
}

void AppendSentence(std::string_view text, std::string& message) {
  std::string sentence = Sentence(Truncated(text, kMaxMessageBytes));
  if (sentence.empty()) return;
  if (!message.empty()) message += ' ';
  message += NoLinks(sentence);
}

bool IsBreak(char c) { return c == '\n' || c == '\r'; }

// The start of the line `lines` above that of `at`; stops early, somewhere,
// once it is further away than a context may be.
uint32_t LineStart(std::string_view text, uint32_t at, int lines) {
  uint32_t lowest = text.starts_with(kByteOrderMark) ? 3 : 0;
  uint32_t from = at;
  while (at > lowest && from - at <= kMaxContextBytes) {
    bool ends = IsBreak(text[at - 1]);
    bool in_crlf =
        ends && text[at - 1] == '\r' && at < text.size() && text[at] == '\n';
    if (ends && !in_crlf && lines-- == 0) break;
    --at;
  }
  return at;
}

uint32_t LineEnd(std::string_view text, uint32_t at, int lines) {
  uint32_t from = at;
  while (at < text.size() && at - from <= kMaxContextBytes) {
    bool ends = IsBreak(text[at]);
    bool in_crlf =
        ends && text[at] == '\n' && at > from && text[at - 1] == '\r';
    if (ends && !in_crlf && lines-- == 0) break;
    ++at;
  }
  return at;
}

constexpr bool IsCapital(char c) { return c >= 'A' && c <= 'Z'; }

// With a capital, if it begins with a word of small letters; a name such as
// lock_timeout keeps its spelling.
std::string Capitalised(std::string_view text) {
  std::string out(text);
  size_t word = 0;
  while (word < out.size() && out[word] >= 'a' && out[word] <= 'z') ++word;
  bool is_word = word > 0 && word < out.size() && out[word] == ' ';
  if (is_word) out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

// "bad" of "```sql,bad"; empty when it is no such fence.
std::string_view ExampleKind(std::string_view line) {
  if (!line.starts_with(kFence)) return {};
  size_t comma = line.find(',');
  return comma == std::string_view::npos ? std::string_view()
                                         : Trim(line.substr(comma + 1));
}

}  // namespace

Span ContextOf(const Source& source, Span span) {
  span = WithoutLineBreaks(source, span);
  if (span.size() > kMaxContextBytes) return span;
  for (int lines : {kContextLines, 0}) {
    Span context{LineStart(source.text(), span.begin, lines),
                 LineEnd(source.text(), span.end, lines)};
    if (context.size() <= kMaxContextBytes) return context;
  }
  return span;
}

std::string Sentence(std::string_view text) {
  std::string sentence(Trim(text));
  if (!sentence.empty() && sentence.back() != '.') sentence += '.';
  return sentence;
}

std::string PascalName(std::string_view id) {
  std::string name;
  bool capital = true;
  for (char c : id) {
    if (c == '-') {
      // A capital needs a small letter after it: "a-table" is "Atable".
      capital = name.empty() || !IsCapital(name.back());
    } else if (capital && c >= 'a' && c <= 'z') {
      name += static_cast<char>(c - 'a' + 'A');
      capital = false;
    } else {
      name += c;
      capital = false;
    }
  }
  if (!name.empty() && IsCapital(name.back())) name += '0';
  if (name.empty() || IsDigit(name.front())) name.insert(0, "Rule");
  return EqualsIgnoringCase(name, id) ? name + "Rule" : name;
}

std::string ResultMessage(const Finding& finding, Links links) {
  std::string message;
  if (finding.message != finding.rule->summary) {
    AppendSentence(finding.rule->summary, message);
  }
  AppendSentence(finding.message, message);
  AppendSentence(Capitalised(finding.help), message);
  if (links == Links::kNone || finding.related.empty()) return message;
  message += " See";
  size_t id = 0;
  for (const Related& related : finding.related) {
    if (id == kMaxRelated) break;
    message += id == 0 ? " " : ", ";
    ++id;
    std::string_view text = Truncated(Trim(related.message), 200);
    message += fmt::format("[{}]({})", EscapeBrackets(text), id);
  }
  message += '.';
  return message;
}

std::string RuleMarkdown(const RuleInfo& rule) {
  std::string out;
  for (std::string_view line : Split(Trim(rule.docs), '\n')) {
    std::string_view kind = ExampleKind(line);
    if (kind.empty()) {
      out += line;
    } else {
      out += kind.starts_with("bad") ? "Refused:\n\n" : "Accepted:\n\n";
      out += line.substr(0, line.find(','));
    }
    out += '\n';
  }
  return out;
}

std::string RuleDescription(const RuleInfo& rule) {
  std::string out;
  for (std::string_view line : Split(Trim(rule.docs), '\n')) {
    line = Trim(line);
    bool stop = line.starts_with('#') || line.starts_with(kFence);
    if (stop && !out.empty()) break;
    if (stop || line.empty()) continue;
    if (!out.empty()) out += ' ';
    out += line;
  }
  if (out.empty()) out = rule.summary;
  return Sentence(Truncated(out, kMaxDescription));
}

}  // namespace interlock::reporters
