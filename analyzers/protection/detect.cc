// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/protection/read.h"
#include "core/folder_names.h"
#include "core/text.h"

namespace interlock::protection {
namespace {

bool Has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// Words that stand in every protection of some form.
bool SaysProtection(std::string_view text) {
  if (Has(text, "required_status_checks") || Has(text, "required_contexts") ||
      Has(text, "required_pull_request_reviews")) {
    return true;
  }
  bool ruleset = Has(text, "enforcement") && Has(text, "rules") &&
                 (Has(text, "ref_name") || Has(text, "conditions"));
  bool rules = Has(text, "ruleset_id") && Has(text, "ruleset_source");
  bool environment =
      Has(text, "deployment_branch_policy") ||
      (Has(text, "reviewers") &&
       (Has(text, "wait_timer") || Has(text, "prevent_self_review")));
  bool policies = Has(text, "branch_policies");
  bool tags = Has(text, "\"pattern\"") && Has(text, "\"created_at\"") &&
              Has(text, "\"enabled\"");
  return ruleset || rules || environment || policies || tags;
}

}  // namespace

bool IsSample(std::string_view path) {
  if (path.starts_with(".github/")) return false;
  auto parts = Split(DirName(path), '/');
  return std::ranges::any_of(parts, [](std::string_view part) {
    return part == "templates" || SortOfFolder(part) != FolderSort::kOther;
  });
}

bool LooksLikeProtection(std::string_view path, std::string_view text) {
  std::string extension = AsciiLower(Extension(path));
  bool json = extension == ".json";
  bool yaml = extension == ".yml" || extension == ".yaml";
  if ((!json && !yaml) || IsSample(path)) return false;
  // In YAML anything may be said; only files about settings are looked into.
  if (yaml) {
    std::string lower = AsciiLower(path);
    bool about = std::ranges::any_of(
        std::initializer_list<std::string_view>{
            "protect", "ruleset", "settings", "suborgs/", "repos/", "branch",
            "environments/", "required", ".asf.yaml"},
        [&](std::string_view word) { return Has(lower, word); });
    if (!about) return false;
  }
  return SaysProtection(text);
}

}  // namespace interlock::protection
