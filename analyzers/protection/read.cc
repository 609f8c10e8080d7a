// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/read.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/text.h"
#include "parsers/text/hcl.h"

namespace interlock::protection {
namespace {

// Wrappers nest a few levels at most; aliases cannot make more of them.
constexpr int kMaxWrapping = 5;
constexpr size_t kMaxProtections = 10 * 1000;
// Far more than GitHub takes.
constexpr size_t kMaxContexts = 1000;

constexpr auto kWrappers = std::to_array<std::string_view>(
    {"protection", "protections", "protection_rules", "branch_protection",
     "branch_protections", "branch_protection_rules", "rulesets", "branches",
     "environments", "protected_branches", "github"});

constexpr auto kOwnLists =
    std::to_array<std::string_view>({"required_contexts", "required_checks"});

bool IsTextList(const Node* node) {
  return node != nullptr && node->IsSequence() && !node->items.empty() &&
         std::ranges::all_of(node->items, [](const Node* item) {
           return item->IsScalar() || item->Find("context") != nullptr;
         });
}

// "owner/name" from `source`, or from the address of an answer.
std::string_view RepositoryOf(const Node& node) {
  std::string_view source = TextOf(node.Find("source"));
  if (source.find('/') != std::string_view::npos) return source;
  std::string_view url = TextOf(node.Find("url"));
  constexpr std::string_view kBefore = "/repos/";
  size_t begin = url.find(kBefore);
  if (begin == std::string_view::npos) return {};
  url.remove_prefix(begin + kBefore.size());
  size_t slash = url.find('/');
  if (slash == std::string_view::npos) return {};
  return url.substr(0, url.find('/', slash + 1));
}

// The admin repository of safe-settings holds the settings of others.
bool SpeaksOfMany(std::string_view path) {
  return path.find("suborgs/") != std::string_view::npos ||
         path.find("repos/") != std::string_view::npos ||
         path.find("safe-settings") != std::string_view::npos;
}

}  // namespace

std::vector<Protection> Reader::Run() {
  if (Extension(document_.source->path()) == ".tf") {
    if (IsSample(document_.source->path())) return {};
    return ReadTerraform(document_);
  }
  for (const Node* root : document_.roots) Any(*root, nullptr, 0);
  return std::move(out_);
}

bool Reader::Any(const Node& node, const Node* label, int depth) {
  if (depth > kMaxWrapping || out_.size() >= kMaxProtections) return false;
  if (node.IsSequence()) return List(node, label, depth);
  return node.IsMapping() && Object(node, label, depth);
}

bool Reader::Object(const Node& node, const Node* label, int depth) {
  if (IsRuleset(node)) {
    Ruleset(node);
    return true;
  }
  if (IsClassic(node)) {
    Classic(node, label);
    return true;
  }
  if (IsEnvironment(node)) {
    Environment(node, label);
    return true;
  }
  for (std::string_view key : kOwnLists) {
    const Node* list = node.Find(key);
    if (!IsTextList(list)) continue;
    OwnContexts(node, *list, label);
    return true;
  }
  if (const Node* policies = node.Find("branch_policies")) {
    if (policies->IsSequence()) {
      DeploymentPolicies(node, label);
      return true;
    }
  }
  const Node* tables = node.Find("branch-protections");
  if (tables != nullptr && BranchTables(*tables)) return true;
  if (IsStatusChecks(node)) {
    Protection protection = Start(node, Form::kClassic);
    NameBranch(node, label, protection);
    protection.partial = true;
    StatusChecks(node, protection);
    out_.push_back(std::move(protection));
    return true;
  }
  return Wrapped(node, depth);
}

// Settings files, answers about a branch, and maps from branch to protection.
bool Reader::Wrapped(const Node& node, int depth) {
  bool found = false;
  const Node* name = node.Find("name");
  if (name == nullptr) name = node.Find("branch");
  if (name == nullptr) name = node.Find("pattern");
  for (std::string_view key : kWrappers) {
    const Node* inner = node.Find(key);
    if (inner == nullptr) continue;
    bool environments = key == "environments" && Environments(*inner);
    found = environments || Any(*inner, name, depth + 1) || found;
  }
  if (found) return true;
  return Named(node, depth);
}

bool Reader::Named(const Node& node, int depth) {
  bool found = false;
  for (const Member& member : node.members) {
    bool shaped = member.value->IsMapping() &&
                  (IsClassic(*member.value) || IsEnvironment(*member.value) ||
                   member.value->Find("required_contexts") != nullptr);
    if (shaped) found = Any(*member.value, member.key, depth + 1) || found;
  }
  return found;
}

bool Reader::List(const Node& node, const Node* label, int depth) {
  bool rules = !node.items.empty() &&
               std::ranges::all_of(
                   node.items, [](const Node* item) { return IsRule(*item); });
  if (rules) {
    Protection protection = Start(node, Form::kBranchRules);
    NameBranch(node, label, protection);
    Rules(node, protection);
    out_.push_back(std::move(protection));
    return true;
  }
  if (IsTagList(node)) {
    Tags(node);
    return true;
  }
  bool found = false;
  for (const Node* item : node.items) {
    if (item->IsMapping()) found = Any(*item, label, depth + 1) || found;
  }
  return found;
}

// The [[branch-protections]] of a file for each repository, as rust-lang/team
// keeps them. What they leave out has defaults that depend on bots.
bool Reader::BranchTables(const Node& list) {
  size_t before = out_.size();
  for (const Node* table : list.items) {
    const Node* pattern = table->IsMapping() ? table->Find("pattern") : nullptr;
    if (pattern == nullptr || out_.size() >= kMaxProtections) continue;
    Protection protection = Start(*table, Form::kContexts);
    NameBranch(*table, nullptr, protection);
    protection.head = pattern->span;
    protection.partial = true;
    if (const Member* checks = table->FindMember("ci-checks")) {
      protection.contexts_span = checks->key->span;
      AddContexts(checks->value, protection);
    }
    out_.push_back(std::move(protection));
  }
  return out_.size() > before;
}

void Reader::OwnContexts(const Node& node, const Node& list,
                         const Node* label) {
  Protection protection = Start(node, Form::kContexts);
  NameBranch(node, label, protection);
  protection.contexts_span = list.span;
  protection.partial = true;
  AddContexts(&list, protection);
  out_.push_back(std::move(protection));
}

Protection Reader::Start(const Node& node, Form form) const {
  Protection protection;
  protection.source = document_.source;
  protection.document = &document_;
  protection.node = &node;
  protection.form = form;
  protection.contexts_span = node.span;
  protection.head = node.span;
  if (!node.members.empty()) {
    protection.head = node.members.front().key->span;
  }
  const Node* name = node.Find("name");
  if (name != nullptr && name->IsScalar() && !name->span.empty()) {
    protection.head = name->span;
  }
  protection.repository = RepositoryOf(node);
  protection.maybe_elsewhere =
      SpeaksOfMany(document_.source->path()) ||
      TextOf(node.Find("source_type")) == "Organization";
  return protection;
}

std::string_view TextOf(const Node* node) {
  bool known = node != nullptr && node->IsScalar() && !IsHclExpression(*node);
  return known ? node->text : std::string_view();
}

std::optional<int64_t> IntOf(const Node* node) {
  if (node == nullptr || !node->IsScalar()) return std::nullopt;
  ScalarValue value = Resolve(*node);
  bool integer =
      value.type == ScalarType::kInt && std::fabs(value.number) < 9e15;
  if (!integer) return std::nullopt;
  return static_cast<int64_t>(value.number);
}

Setting SettingOf(const Node& parent, std::string_view key) {
  Setting setting;
  setting.node = parent.Find(key);
  if (setting.node == nullptr) return setting;
  const Node* value = setting.node;
  if (value->IsMapping()) value = value->Find("enabled");
  if (IsTrue(value)) setting.on = true;
  if (IsFalse(value)) setting.on = false;
  return setting;
}

Setting Reversed(Setting setting) {
  if (setting.on) setting.on = !*setting.on;
  return setting;
}

void AddContext(Place place, const Node* app, Protection& out) {
  const Node* name = place.name;
  if (name == nullptr || !name->IsScalar() || name->text.empty()) return;
  if (IsHclExpression(*name)) {
    out.more_contexts = true;
    return;
  }
  std::optional<int64_t> id = IntOf(app);
  if (id && *id < 0) id.reset();
  auto at = std::ranges::find(out.contexts, name->text, &RequiredContext::name);
  // The same context of two different apps is two requirements.
  bool same =
      at != out.contexts.end() && (!at->app_id || !id || *at->app_id == *id);
  if (same) {
    at->places.push_back(place);
    if (id) at->app_id = id;
  } else if (out.contexts.size() < kMaxContexts) {
    out.contexts.push_back({name->text, {place}, id});
  } else {
    out.more_contexts = true;
  }
}

void AddContexts(const Node* list, Protection& out) {
  if (list == nullptr) return;
  if (IsHclExpression(*list)) out.more_contexts = true;
  for (const Node* item : list->items) {
    if (item->IsScalar()) {
      AddContext({item, item}, nullptr, out);
      continue;
    }
    const Node* app = item->Find("integration_id");
    if (app == nullptr) app = item->Find("app_id");
    AddContext({item->Find("context"), item}, app, out);
  }
}

std::vector<Protection> ReadProtections(const Document& document) {
  return Reader(document).Run();
}

}  // namespace interlock::protection
