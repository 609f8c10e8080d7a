// SPDX-License-Identifier: Apache-2.0
#include "analyzers/governance/workflow_text.h"

#include <algorithm>

#include "core/text.h"

namespace interlock::governance {
namespace {

constexpr std::string_view kDestructive[] = {"--replicas=0",
                                             "kubectl delete ",
                                             "helm uninstall ",
                                             "helm delete ",
                                             "terraform destroy",
                                             "terraform apply -destroy",
                                             "dropdb ",
                                             "DROP DATABASE",
                                             "DROP TABLE",
                                             "drop database",
                                             "drop table",
                                             "aws s3 rb ",
                                             "delete-db-instance",
                                             "gcloud sql instances delete",
                                             "az group delete "};
// Made for a while and thrown away.
constexpr std::string_view kForAWhile[] = {
    "preview", "pr-", "ephemeral", "ci-", "kind", "minikube", "test"};

constexpr std::string_view kPrinters[] = {"echo", "printf", "true",
                                          ":",    "exit 0", "set "};

}  // namespace

Span PlaceInScript(const workflow::Workflow& file, const workflow::Step& step,
                   std::string_view word) {
  Span script = step.run.span;
  std::string_view text = file.source->Text(script);
  size_t at = text.find(word);
  if (at == std::string_view::npos) return script;
  std::string_view trimmed = Trim(word);
  uint32_t begin = script.begin + static_cast<uint32_t>(at);
  return {begin, begin + static_cast<uint32_t>(trimmed.size())};
}

std::string_view WordsOf(const workflow::Workflow& file,
                         const workflow::Job& job) {
  return job.node == nullptr ? std::string_view()
                             : file.source->Text(job.node->span);
}

bool SaysAny(std::string_view text, std::span<const std::string_view> words) {
  std::string lower = AsciiLower(text);
  return std::ranges::any_of(words, [&](std::string_view word) {
    return lower.find(word) != std::string::npos;
  });
}

bool HasType(const workflow::Trigger& trigger, std::string_view type) {
  if (!trigger.types.present) {
    return type == "opened" || type == "synchronize" || type == "reopened";
  }
  return std::ranges::any_of(
      trigger.types.patterns,
      [&](const workflow::Text& one) { return one.text == type; });
}

bool OnlyPrints(std::string_view script) {
  bool any = false;
  for (std::string_view line : Split(script, '\n')) {
    std::string_view words = Trim(line);
    if (words.empty() || words.starts_with('#')) continue;
    bool prints = std::ranges::any_of(
        kPrinters, [&](auto printer) { return words.starts_with(printer); });
    // What is printed may be computed, or go where somebody reads it.
    bool works = words.find("$(") != std::string_view::npos ||
                 words.find('`') != std::string_view::npos ||
                 words.find('>') != std::string_view::npos ||
                 words.find('|') != std::string_view::npos ||
                 words.find("&&") != std::string_view::npos ||
                 words.find("::") != std::string_view::npos ||
                 words.ends_with('\\');
    if (!prints || works) return false;
    any = true;
  }
  return any;
}

std::string_view DestructiveIn(std::string_view script) {
  for (std::string_view line : Split(script, '\n')) {
    if (SaysAny(line, kForAWhile)) continue;
    for (std::string_view word : kDestructive) {
      if (line.find(word) != std::string_view::npos) return word;
    }
  }
  return {};
}

}  // namespace interlock::governance
