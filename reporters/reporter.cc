// SPDX-License-Identifier: Apache-2.0
#include "reporters/reporter.h"

#include <array>

#include "reporters/formats.h"

namespace interlock::reporters {

namespace {

constexpr std::array kFormats = {
    Format{"text", ".txt", "for people: each finding with its source lines",
           WriteText},
    Format{"concise", ".txt", "one line per finding, as compilers write them",
           WriteConcise},
    Format{"json", ".json", "everything, as one object; see docs/json.md",
           WriteJson, true},
    Format{"jsonl", ".jsonl", "one JSON object per line", WriteJsonLines, true},
    Format{"sarif", ".sarif", "SARIF 2.1.0, for code scanning and viewers",
           WriteSarif, true},
    Format{"junit", ".xml", "JUnit XML as GitLab and most CI systems read it",
           WriteJunit},
    Format{"junit-strict", ".xml", "JUnit XML valid for Jenkins' schema",
           WriteJunitStrict},
    Format{"github", ".txt", "GitHub workflow commands, worst first",
           WriteGithub},
    Format{"gitlab", ".json", "GitLab Code Quality report", WriteGitlab, true},
    Format{"rdjson", ".json", "Reviewdog Diagnostic Format with suggestions",
           WriteRdjson},
    Format{"checkstyle", ".xml", "Checkstyle 4.3 XML", WriteCheckstyle},
    Format{"markdown", ".md", "a table and details, for comments and pages",
           WriteMarkdown},
};

}  // namespace

std::span<const Format> Formats() { return kFormats; }

const Format* FindFormat(std::string_view name) {
  for (const Format& format : kFormats) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

std::string RuleUrl(const RuleInfo& rule) {
  std::string url(kHomeUrl);
  url += "rules/";
  url += rule.id;
  return url;
}

}  // namespace interlock::reporters
