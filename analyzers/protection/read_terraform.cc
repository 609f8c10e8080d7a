// SPDX-License-Identifier: Apache-2.0
#include "analyzers/protection/read.h"
#include "core/text.h"
#include "parsers/text/hcl.h"

namespace interlock::protection {
namespace {

struct Resource {
  const Node& name;  // the second label
  const Node& body;
};

class TerraformReader {
 public:
  explicit TerraformReader(const Document& document) : document_(document) {}

  std::vector<Protection> Run() {
    for (const Node* root : document_.roots) {
      for (const Member& block : root->members) {
        if (block.key->text != "resource") continue;
        for (const Member& type : block.value->members) Typed(type);
      }
    }
    return std::move(out_);
  }

 private:
  void Typed(const Member& type) {
    for (const Member& named : type.value->members) {
      Resource resource{*named.key, *named.value};
      if (resource.body.tag != kHclBlock) continue;
      std::string_view what = type.key->text;
      if (what == "github_branch_protection" ||
          what == "github_branch_protection_v3") {
        Branch(resource);
      } else if (what == "github_repository_ruleset" ||
                 what == "github_organization_ruleset") {
        Ruleset(resource);
      } else if (what == "github_repository_environment") {
        Environment(resource);
      } else if (what == "github_repository_environment_deployment_policy") {
        DeploymentPolicy(resource);
      } else if (what == "github_repository_tag_protection") {
        Tags(resource);
      }
    }
  }

  // Terraform mostly stands in a repository of its own and speaks of others.
  Protection Start(const Resource& resource, Form form) const {
    Protection out;
    out.source = document_.source;
    out.document = &document_;
    out.node = &resource.body;
    out.form = form;
    out.head = resource.name.span;
    out.contexts_span = resource.name.span;
    out.maybe_elsewhere = true;
    out.repository = TextOf(resource.body.Find("repository"));
    return out;
  }

  // Blocks that are made in a loop may add to what is written out.
  static bool HasDynamic(const Node& body, std::string_view type) {
    for (const Member& member : body.members) {
      bool named =
          member.key->text == "dynamic" && member.value->Find(type) != nullptr;
      if (named) return true;
    }
    return false;
  }

  void Branch(const Resource& resource) {
    const Node& body = resource.body;
    Protection out = Start(resource, Form::kClassic);
    std::string_view branch = TextOf(body.Find("pattern"));
    if (branch.empty()) branch = TextOf(body.Find("branch"));
    if (!branch.empty()) out.branches.emplace_back(branch);
    out.At(Property::kAdmins) = SettingOf(body, "enforce_admins");
    out.At(Property::kSignatures) = SettingOf(body, "require_signed_commits");
    out.At(Property::kLinearHistory) =
        SettingOf(body, "required_linear_history");
    out.At(Property::kConversations) =
        SettingOf(body, "require_conversation_resolution");
    out.At(Property::kNoForcePush) =
        Reversed(SettingOf(body, "allows_force_pushes"));
    out.At(Property::kNoDeletion) =
        Reversed(SettingOf(body, "allows_deletions"));
    out.more_contexts = HasDynamic(body, "required_status_checks");
    for (const Member& member : body.members) {
      if (member.key->text == "required_status_checks") {
        out.contexts_span = member.key->span;
        StatusChecks(*member.value, out);
      } else if (member.key->text == "required_pull_request_reviews") {
        Reviews(*member.value, out);
      }
    }
    out_.push_back(std::move(out));
  }

  static void StatusChecks(const Node& block, Protection& out) {
    out.strict = IsTrue(block.Find("strict"));
    out.At(Property::kUpToDate) = SettingOf(block, "strict");
    AddContexts(block.Find("contexts"), out);
    const Node* checks = block.Find("checks");
    if (checks == nullptr) return;
    if (IsHclExpression(*checks)) out.more_contexts = true;
    for (const Node* item : checks->items) NumberedCheck(*item, out);
  }

  // "name:15368"; a name may hold a colon itself.
  static void NumberedCheck(const Node& item, Protection& out) {
    std::string_view text = TextOf(&item);
    size_t colon = text.rfind(':');
    bool numbered = colon != text.npos && colon + 1 < text.size();
    for (size_t i = colon + 1; numbered && i < text.size(); ++i) {
      numbered = IsDigit(text[i]) || (text[i] == '-' && i == colon + 1);
    }
    AddContext({&item, &item, !numbered}, nullptr, out);
    if (!numbered || text.empty() || out.contexts.empty()) return;
    RequiredContext& added = out.contexts.back();
    if (added.name != text) return;
    added.name = text.substr(0, colon);
    bool any = text[colon + 1] == '-';
    int64_t id = 0;
    for (char c : text.substr(colon + 1)) {
      if (IsDigit(c) && id < 1'000'000'000'000) id = id * 10 + (c - '0');
    }
    if (!any) added.app_id = id;
  }

  static void Reviews(const Node& block, Protection& out) {
    out.At(Property::kPullRequest) = {&block, true};
    out.approvals_node = block.Find("required_approving_review_count");
    out.approvals = IntOf(out.approvals_node);
    out.At(Property::kStaleReviews) = SettingOf(block, "dismiss_stale_reviews");
    out.At(Property::kCodeOwners) =
        SettingOf(block, "require_code_owner_reviews");
    out.At(Property::kLastPush) =
        SettingOf(block, "require_last_push_approval");
    const Node* past = block.Find("pull_request_bypassers");
    if (past == nullptr) return;
    for (const Node* one : past->items) {
      out.bypasses.push_back({one, "actor", TextOf(one), {}, "pull_request"});
    }
  }

  void Ruleset(const Resource& resource) {
    const Node& body = resource.body;
    Protection out = Start(resource, Form::kRuleset);
    out.name = TextOf(body.Find("name"));
    out.enforcement_node = body.Find("enforcement");
    out.enforcement = EnforcementOf(TextOf(out.enforcement_node));
    out.target = TargetOf(TextOf(body.Find("target")));
    if (const Node* conditions = body.Find("conditions")) {
      if (const Node* refs = conditions->Find("ref_name")) {
        out.branches = RefsOf(refs->Find("include"), out);
        size_t included = out.branch_nodes.size();
        out.excluded = RefsOf(refs->Find("exclude"), out);
        out.branch_nodes.resize(included);
      }
    }
    for (const Member& member : body.members) {
      if (member.key->text == "bypass_actors") Actor(*member.value, out);
      if (member.key->text == "rules") Rules(*member.value, out);
    }
    out_.push_back(std::move(out));
  }

  static void Actor(const Node& block, Protection& out) {
    Bypass bypass;
    bypass.node = &block;
    bypass.type = TextOf(block.Find("actor_type"));
    bypass.id = IntOf(block.Find("actor_id"));
    std::string_view mode = TextOf(block.Find("bypass_mode"));
    if (!mode.empty()) bypass.mode = mode;
    out.bypasses.push_back(bypass);
  }

  static void Rules(const Node& block, Protection& out) {
    out.more_contexts = HasDynamic(block, "required_status_checks");
    for (const Member& rule : block.members) {
      std::string_view type = rule.key->text;
      const Node* value = rule.value;
      if (auto property = PropertyOfRule(type)) {
        bool on = value->IsMapping() || IsTrue(value);
        out.At(*property) = {value, on};
      }
      if (!value->IsMapping()) continue;
      if (type == "pull_request") ReadPullRequest(*value, out);
      if (type == "merge_queue") out.merge_queue = value;
      if (type == "required_status_checks") RequiredChecks(rule, out);
      if (type == "required_deployments") {
        const Node* list = value->Find("required_deployment_environments");
        if (list == nullptr) continue;
        out.deployments.assign(list->items.begin(), list->items.end());
      }
    }
  }

  static void RequiredChecks(const Member& rule, Protection& out) {
    constexpr std::string_view kStrict = "strict_required_status_checks_policy";
    out.contexts_span = rule.key->span;
    out.strict = IsTrue(rule.value->Find(kStrict));
    out.At(Property::kUpToDate) = SettingOf(*rule.value, kStrict);
    if (HasDynamic(*rule.value, "required_check")) out.more_contexts = true;
    for (const Member& check : rule.value->members) {
      if (check.key->text != "required_check") continue;
      AddContext({check.value->Find("context"), check.value},
                 check.value->Find("integration_id"), out);
    }
  }

  void Environment(const Resource& resource) {
    const Node& body = resource.body;
    Protection out = Start(resource, Form::kEnvironment);
    out.name = TextOf(body.Find("environment"));
    out.prevent_self_review = SettingOf(body, "prevent_self_review");
    out.admins_bypass = SettingOf(body, "can_admins_bypass");
    out.wait_node = body.Find("wait_timer");
    out.wait_minutes = IntOf(out.wait_node);
    out.refs = RefPolicy::kAny;
    for (const Member& member : body.members) {
      if (member.key->text == "reviewers") Reviewers(member, out);
      if (member.key->text == "deployment_branch_policy") {
        out.refs = RefPolicy::kNotSaid;
        ReadRefPolicy(*member.value, out);
      }
    }
    if (HasDynamic(body, "deployment_branch_policy")) {
      out.refs = RefPolicy::kNotSaid;
    }
    if (HasDynamic(body, "reviewers")) {
      out.reviewers.push_back({&resource.name, nullptr, "Team", {}, true});
    }
    out_.push_back(std::move(out));
  }

  static void Reviewers(const Member& block, Protection& out) {
    out.reviewers_node = block.key;
    for (const Member& kind : block.value->members) {
      std::string_view type = kind.key->text == "users" ? "User" : "Team";
      if (IsHclExpression(*kind.value)) {
        out.reviewers.push_back({kind.value, nullptr, type, {}, true});
      }
      for (const Node* one : kind.value->items) {
        out.reviewers.push_back(
            {one, one, type, IntOf(one), IsHclExpression(*one)});
      }
    }
  }

  void DeploymentPolicy(const Resource& resource) {
    Protection out = Start(resource, Form::kDeploymentPolicies);
    out.name = TextOf(resource.body.Find("environment"));
    out.refs = RefPolicy::kCustom;
    for (std::string_view key : {"branch_pattern", "tag_pattern"}) {
      const Node* pattern = resource.body.Find(key);
      if (TextOf(pattern).empty()) continue;
      out.patterns.push_back({pattern, TextOf(pattern), key[0] == 't'});
    }
    out_.push_back(std::move(out));
  }

  void Tags(const Resource& resource) {
    Protection out = Start(resource, Form::kTags);
    out.target = Target::kTag;
    const Node* pattern = resource.body.Find("pattern");
    if (!TextOf(pattern).empty()) {
      out.branches.emplace_back(TextOf(pattern));
      out.branch_nodes.push_back(pattern);
    }
    out_.push_back(std::move(out));
  }

  const Document& document_;
  std::vector<Protection> out_;
};

}  // namespace

std::vector<Protection> ReadTerraform(const Document& document) {
  return TerraformReader(document).Run();
}

}  // namespace interlock::protection
