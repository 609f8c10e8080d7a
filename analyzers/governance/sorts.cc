// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "analyzers/governance/governance.h"
#include "core/text.h"
#include "parsers/json/json.h"
#include "parsers/yaml/yaml.h"

namespace interlock::governance {
namespace {

bool Has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// Whether a line of the text begins with `key`.
bool HasTopKey(std::string_view text, std::string_view key) {
  size_t at = text.find(key);
  while (at != std::string_view::npos) {
    if (at == 0 || text[at - 1] == '\n' || text.substr(0, at) == "\xEF\xBB\xBF")
      return true;
    at = text.find(key, at + 1);
  }
  return false;
}

bool IsYaml(std::string_view path) {
  std::string_view extension = Extension(path);
  return extension == ".yaml" || extension == ".yml";
}

bool IsRenovate(std::string_view path) {
  std::string_view name = BaseName(path);
  std::string_view folder = DirName(path);
  bool place = folder.empty() || folder == ".github" || folder == ".gitlab";
  return place && (name == "renovate.json" || name == "renovate.json5" ||
                   name == ".renovaterc" || name == ".renovaterc.json" ||
                   name == ".renovaterc.json5");
}

std::optional<Sort> JsonSort(std::string_view path, std::string_view text) {
  if (Has(text, "\"panels\"") && Has(text, "\"schemaVersion\"")) {
    return Sort::kDashboard;
  }
  if (Has(text, "\"nodes\"") && Has(text, "\"connections\"")) {
    return Sort::kAutomation;
  }
  if (BaseName(path) == "manifest.json" && Has(text, "\"sha256\"") &&
      Has(text, "\"files\"")) {
    return Sort::kBundle;
  }
  return std::nullopt;
}

// Braces of a template stand in place of values: no YAML before it is
// rendered. In a string of an alert's text they are fine.
std::optional<Sort> YamlSort(std::string_view path, std::string_view text) {
  if (HasTopKey(text, "apiVersion:") && HasTopKey(text, "kind:")) {
    if (Has(text, "{{") || Has(path, "/templates/")) return std::nullopt;
    return Sort::kManifest;
  }
  if (HasTopKey(text, "groups:") &&
      (Has(text, " alert:") || Has(text, " record:"))) {
    return Sort::kAlerts;
  }
  if (HasTopKey(text, "service:") && Has(text, "pipelines:") &&
      (HasTopKey(text, "receivers:") || HasTopKey(text, "exporters:") ||
       HasTopKey(text, "processors:"))) {
    return Sort::kCollector;
  }
  std::string_view name = BaseName(path);
  bool workflows = HasTopKey(text, "workflows:");
  if (workflows && name.starts_with("ownership.")) return Sort::kOwnership;
  if (workflows && Has(name, "catalog.")) return Sort::kCatalog;
  return std::nullopt;
}

}  // namespace

std::optional<Sort> SortOf(std::string_view path, std::string_view text) {
  if (IsRenovate(path)) return Sort::kRenovate;
  if (path.ends_with(".json")) return JsonSort(path, text);
  if (IsYaml(path) && !path.starts_with(".github/workflows/")) {
    return YamlSort(path, text);
  }
  return std::nullopt;
}

std::unique_ptr<Document> ParseTree(const Source& source) {
  if (IsYaml(source.path())) {
    return std::make_unique<Document>(ParseYaml(source));
  }
  bool comments = !source.path().ends_with(".json");
  return std::make_unique<Document>(ParseJson(
      source, comments ? JsonDialect::kWithComments : JsonDialect::kStrict));
}

}  // namespace interlock::governance
