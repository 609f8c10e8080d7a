// SPDX-License-Identifier: Apache-2.0
#include "cli/rule_page.h"

#include <fmt/format.h>

#include "core/text.h"
#include "rules/registry.h"

namespace interlock::cli {
namespace {

// Code fences say "sql,bad,file=x" for the tests; readers want "sql" and a
// word on which is which.
std::string Readable(std::string_view docs) {
  std::string out;
  bool inside = false;
  for (std::string_view line : Split(Trim(docs), '\n')) {
    if (!line.starts_with("```")) {
      out += fmt::format("{}\n", line);
      continue;
    }
    if (inside || line.find(',') == std::string_view::npos) {
      inside = !inside;
      out += fmt::format("{}\n", line);
      continue;
    }
    inside = true;
    auto words = Split(line, ',');
    std::string label;
    for (std::string_view word : words) {
      if (word == "bad") label = "Bad" + label;
      if (word == "good") label = "Good" + label;
      if (word.starts_with("file=")) {
        label += fmt::format(", in `{}`", word.substr(5));
      }
    }
    out += fmt::format("{}:\n\n{}\n", label, words.front());
  }
  return out;
}

std::string OptionLines(const RuleInfo& rule) {
  if (rule.options.empty()) return "";
  std::string out =
      "\n## Options\n\n| option | default | meaning |\n"
      "| --- | --- | --- |\n";
  for (const OptionInfo& option : rule.options) {
    out += fmt::format("| `{}` | `{}` | {} |\n", option.name, option.fallback,
                       option.summary);
  }
  return out;
}

std::string PeerLines(const RuleInfo& rule) {
  if (rule.peers.empty()) return "";
  std::string out = "\n## In other tools\n\n";
  for (std::string_view peer : Split(rule.peers, ' ')) {
    if (!peer.empty()) out += fmt::format("- `{}`\n", peer);
  }
  return out;
}

}  // namespace

std::string RulePage(const RuleInfo& rule) {
  std::string out = fmt::format("# {}\n\n{}.\n\n", rule.id, rule.summary);
  out += "| | |\n| --- | --- |\n";
  out += fmt::format("| pack | {} |\n| severity | {} |\n| confidence | {} |\n",
                     Name(rule.category), Name(rule.severity),
                     Name(rule.confidence));
  out +=
      fmt::format("| fix | {} |\n| since | {} |\n", Name(rule.fix), rule.since);
  if (rule.persona != Persona::kRegular) {
    out += fmt::format("| persona | {} |\n", Name(rule.persona));
  }
  if (rule.scope != Scope::kHistory) {
    out += fmt::format("| scope | {} |\n", Name(rule.scope));
  }
  if (rule.status != RuleStatus::kStable) {
    out += fmt::format("| status | {} |\n", Name(rule.status));
  }
  out += "\n" + Readable(rule.docs);
  return out + OptionLines(rule) + PeerLines(rule);
}

std::string RuleIndex() {
  std::string out = "# Rules\n";
  for (int i = 0; i <= static_cast<int>(Category::kMeta); ++i) {
    auto category = static_cast<Category>(i);
    std::string rows;
    for (const Rule* rule : AllRules()) {
      const RuleInfo& info = *rule->info;
      if (info.category != category) continue;
      rows += fmt::format("| [{}](rules/{}.md) | {} | {} | {} |\n", info.id,
                          info.id, info.summary, Name(info.severity),
                          Name(info.fix));
    }
    if (rows.empty()) continue;
    out += fmt::format(
        "\n## {}\n\n| rule | what it finds | severity | fix |\n"
        "| --- | --- | --- | --- |\n{}",
        Name(category), rows);
  }
  return out;
}

}  // namespace interlock::cli
