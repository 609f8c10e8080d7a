// SPDX-License-Identifier: Apache-2.0
#include "engine/suppress.h"

#include <string.h>

#include <algorithm>
#include <optional>
#include <span>
#include <unordered_map>

#include "core/text.h"
#include "rules/meta/pack.h"
#include "rules/registry.h"

namespace interlock {
namespace {

constexpr std::string_view kMarker = "interlock:ignore";
constexpr std::string_view kLeads[] = {"--", "#", "//", "/*", "<!--"};
// In a shell script "--force \\" and "/*.sql" are code.
constexpr std::string_view kShellLeads[] = {"#"};

// What a comment begins with.
using Leads = std::span<const std::string_view>;
Leads LeadsOf(const InputFile& file) {
  std::string_view extension = Extension(file.path());
  bool shell = extension == ".sh" || extension == ".bash";
  return shell ? Leads(kShellLeads) : Leads(kLeads);
}

// A byte order mark stands before the first line, not on it.
size_t LineBegin(std::string_view text, size_t at) {
  while (at > 0 && text[at - 1] != '\n' && text[at - 1] != '\r') --at;
  return at == 0 && text.starts_with("\xEF\xBB\xBF") ? 3 : at;
}

size_t NextLine(std::string_view text, size_t end) {
  if (text.substr(end).starts_with("\r\n")) return end + 2;
  return std::min(text.size(), end + 1);
}

// Whether a line holds nothing but blanks or a comment.
bool IsBlankOrComment(std::string_view line, Leads leads) {
  std::string_view words = Trim(line);
  return words.empty() || std::ranges::any_of(leads, [&](auto lead) {
           return words.starts_with(lead);
         });
}

// The first line of code after `end`, or the empty end of the text.
Span NextCodeLine(std::string_view text, size_t end, Leads leads) {
  while (end < text.size()) {
    size_t begin = NextLine(text, end);
    end = LineEnd(text, begin);
    if (!IsBlankOrComment(text.substr(begin, end - begin), leads)) {
      return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    }
  }
  auto last = static_cast<uint32_t>(text.size());
  return {last, last};
}

// Asked once for each file, and only when nothing follows a suppression.
bool HasCode(std::string_view text, Leads leads, std::optional<bool>& known) {
  if (!known) {
    size_t end = LineEnd(text, 0);
    known = !IsBlankOrComment(text.substr(0, end), leads) ||
            !NextCodeLine(text, end, leads).empty();
  }
  return *known;
}

// Where the comment that holds the marker begins, or npos: what stands before
// the marker on its line must be a comment's lead and nothing but blanks.
size_t CommentLead(std::string_view line, size_t marker, Leads leads) {
  std::string_view before = line.substr(0, marker);
  while (!before.empty() && IsAsciiSpace(before.back())) {
    before.remove_suffix(1);
  }
  for (std::string_view lead : leads) {
    if (before.ends_with(lead)) return before.size() - lead.size();
  }
  return std::string_view::npos;
}

// The part of a line that the comment at its start leaves over: empty unless
// the comment is one that can end within a line.
std::string_view AfterComment(std::string_view line) {
  std::string_view tail = line.starts_with("/*")     ? "*/"
                          : line.starts_with("<!--") ? "-->"
                                                     : "\n";
  size_t end = line.find(tail);
  if (end == std::string_view::npos) return line.substr(line.size());
  return line.substr(end + tail.size());
}

// "[a, b] why" after the marker.
void ReadTargets(std::string_view text, Span rest, Suppression& out) {
  std::string_view words = rest.In(text);
  size_t close = words.find(']');
  if (!words.starts_with('[') || close == std::string_view::npos) {
    out.reason = Trim(words);
    return;
  }
  uint32_t at = rest.begin + 1;
  for (std::string_view part : Split(words.substr(1, close - 1), ',')) {
    std::string_view rule = Trim(part);
    auto begin = static_cast<uint32_t>(at + (rule.data() - part.data()));
    if (!rule.empty()) {
      out.targets.push_back(
          {rule, {begin, begin + static_cast<uint32_t>(rule.size())}, false});
    }
    at += static_cast<uint32_t>(part.size()) + 1;
  }
  std::string_view reason = Trim(words.substr(close + 1));
  for (std::string_view tail : {"*/", "-->"}) {
    if (reason.ends_with(tail))
      reason = Trim(reason.substr(0, reason.size() - tail.size()));
  }
  out.reason = reason;
}

}  // namespace

namespace {

// memmem goes by the whole marker; string_view::find stops at each 'i'.
size_t FindMarker(std::string_view text, size_t from) {
  const void* at = memmem(text.data() + from, text.size() - from,
                          kMarker.data(), kMarker.size());
  if (at == nullptr) return std::string_view::npos;
  return static_cast<size_t>(static_cast<const char*>(at) - text.data());
}

}  // namespace

std::vector<Suppression> FindSuppressions(const InputFile& file) {
  std::vector<Suppression> found;
  std::string_view text = file.source->text();
  Leads leads = LeadsOf(file);
  Span next_code;  // of the last suppression that stood alone
  std::optional<bool> has_code;
  size_t at = FindMarker(text, 0);
  while (at != std::string_view::npos) {
    size_t begin = LineBegin(text, at), end = LineEnd(text, at);
    size_t lead =
        CommentLead(text.substr(begin, end - begin), at - begin, leads);
    size_t after = at + kMarker.size();
    if (lead != std::string_view::npos) {
      Suppression one{
          file.source, {static_cast<uint32_t>(at), static_cast<uint32_t>(end)},
          {},          {},
          false,       {}};
      one.whole_file = text.substr(after).starts_with("-file");
      if (one.whole_file) after += 5;
      std::string_view rest =
          AfterComment(text.substr(begin + lead, end - begin - lead));
      one.span.end -= static_cast<uint32_t>(rest.size());
      bool alone = Trim(text.substr(begin, lead)).empty() &&
                   IsBlankOrComment(rest, leads);
      if (!alone) {
        one.line = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
      } else if (next_code.begin > end) {
        one.line = next_code;  // only comments stand before it since the last
      } else {
        one.line = next_code = NextCodeLine(text, end, leads);
      }
      // In a file of comments alone, there is only the file to speak of.
      if (one.line.empty() && !HasCode(text, leads, has_code))
        one.whole_file = true;
      ReadTargets(text, {static_cast<uint32_t>(after), one.span.end}, one);
      found.push_back(std::move(one));
    }
    at = FindMarker(text, end);
  }
  return found;
}

namespace {

// One rule that one suppression silences.
struct Silencer {
  Suppression* suppression;
  Suppression::Target* target;
};

// The silencers of one file, by rule. Suppressions come in the order of the
// text, so the lines they hold for never go back, and a finding's are found
// without a walk over all of them.
struct Silencers {
  std::vector<Silencer> whole_file;
  std::vector<Silencer> lines;
};
using ByRule = std::unordered_map<std::string_view, Silencers>;
using ByFile = std::unordered_map<const Source*, ByRule>;

ByFile Index(std::vector<Suppression>& suppressions) {
  ByFile by_file;
  for (Suppression& one : suppressions) {
    ByRule& rules = by_file[one.source];
    for (Suppression::Target& target : one.targets) {
      Silencers& silencers = rules[target.rule];
      auto& list = one.whole_file ? silencers.whole_file : silencers.lines;
      list.push_back({&one, &target});
    }
  }
  return by_file;
}

// The first one, in the order of the text, that covers `offset`.
const Silencer* FindSilencer(const Silencers& silencers, uint32_t offset) {
  const Silencer* first =
      silencers.whole_file.empty() ? nullptr : &silencers.whole_file.front();
  auto end_of_line = [](const Silencer& one) {
    return one.suppression->line.end;
  };
  auto at = std::ranges::lower_bound(silencers.lines, offset, {}, end_of_line);
  if (at == silencers.lines.end() || at->suppression->line.begin > offset) {
    return first;
  }
  bool earlier = first == nullptr ||
                 at->suppression->span.begin < first->suppression->span.begin;
  return earlier ? &*at : first;
}

void Silence(Finding& finding, const ByRule& rules) {
  auto at = rules.find(finding.rule->id);
  if (at == rules.end()) return;
  const Silencer* found = FindSilencer(at->second, finding.span.begin);
  if (found == nullptr) return;
  found->target->used = true;
  std::string_view reason = found->suppression->reason;
  finding.suppressed_by = SuppressedBy::kComment;
  finding.suppressed_why =
      reason.empty() ? "no reason given" : std::string(reason);
}

// What is wrong with the suppressions themselves.
class Judge {
 public:
  Judge(RuleSet ran, std::vector<Finding>& out) : ran_(ran), out_(out) {}

  void Look(const Suppression& one) {
    if (one.targets.empty()) {
      Report(meta::kSuppressionUnknownRule, one, one.span,
             "the suppression names no rule")
          .Help("write interlock:ignore[rule-id] and the reason");
    }
    if (one.reason.empty()) {
      Report(meta::kSuppressionWithoutReason, one, one.span,
             "the suppression gives no reason")
          .Help("say after the bracket why the finding does not matter here");
    }
    for (const Suppression::Target& target : one.targets) {
      LookAt(target, one);
    }
  }

 private:
  void LookAt(const Suppression::Target& target, const Suppression& one) {
    if (FindRule(target.rule) == nullptr) {
      std::vector<std::string_view> ids;
      for (const Rule* rule : AllRules()) ids.push_back(rule->info->id);
      std::string_view near = Nearest(target.rule, ids);
      Report(meta::kSuppressionUnknownRule, one, target.span,
             fmt::format("there is no rule '{}'", Printable(target.rule)))
          .Help("{}", near.empty() ? "`interlock rules` lists them all"
                                   : fmt::format("did you mean '{}'?", near));
    } else if (!target.used && Holds(ran_, target.rule)) {
      Report(meta::kSuppressionUnused, one, target.span,
             fmt::format("'{}' finds nothing here to silence", target.rule))
          .Help("remove it, so that it cannot hide a later finding");
    }
  }

  FindingBuilder Report(const Rule& rule, const Suppression& one, Span span,
                        std::string message) {
    if (!Holds(ran_, rule.info->id)) {
      dropped_.clear();
      Sink sink(*rule.info, one.source, dropped_);
      return sink.Report(span, "{}", message);
    }
    Sink sink(*rule.info, one.source, out_);
    return sink.Report(span, "{}", message);
  }

  RuleSet ran_;
  std::vector<Finding>& out_;
  std::vector<Finding> dropped_;  // of rules that are switched off
};

}  // namespace

void ApplySuppressions(std::vector<Suppression>& suppressions, RuleSet ran,
                       std::vector<Finding>& findings) {
  if (suppressions.empty()) return;
  const ByFile by_file = Index(suppressions);
  for (Finding& finding : findings) {
    auto at = by_file.find(finding.source);
    if (at != by_file.end()) Silence(finding, at->second);
  }
  Judge judge(ran, findings);
  for (const Suppression& one : suppressions) judge.Look(one);
}

}  // namespace interlock
