// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/syntax.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>

#include "analyzers/workflow/reading.h"
#include "analyzers/workflow/template.h"
#include "core/text.h"

namespace interlock::workflow {
namespace {

// One bit for each sign that says what a key takes.
constexpr uint64_t BitOf(char form) {
  if (form >= 'a' && form <= 'z') return uint64_t{1} << (form - 'a');
  if (form >= 'A' && form <= 'Z') return uint64_t{1} << (26 + form - 'A');
  return uint64_t{1} << (form == '!' ? 52 : 53);
}
struct Forms {
  // Letters, `!` and `0`, as the table explains them.
  constexpr Forms(const char* letters) {  // NOLINT: the table's own form
    for (; *letters != '\0'; ++letters) bits |= BitOf(*letters);
  }
  uint64_t bits = 0;
};

struct KeyInfo {
  Section section;
  std::string_view key;
  Forms forms;
  Section child;
  Place place;

  constexpr bool Takes(char form) const {
    return (forms.bits & BitOf(form)) != 0;
  }
  constexpr bool TakesText() const { return Takes('s') || Takes('S'); }
};

constexpr KeyInfo kKeys[] = {
#define INTERLOCK_KEY(section, key, forms, child, place) \
  {Section::section, key, forms, Section::child, Place::place},
#include "analyzers/workflow/tables/keys.def"
};

constexpr std::string_view kTitles[] = {
#define INTERLOCK_SECTION(name, title) title,
#include "analyzers/workflow/tables/keys.def"
};

std::string_view TitleOf(Section section) {
  return kTitles[static_cast<size_t>(section)];
}

// The keys of a section stand together.
struct Range {
  size_t begin = 0;
  size_t end = 0;
};
constexpr auto kRanges = [] {
  std::array<Range, std::size(kTitles)> ranges{};
  for (size_t i = 0; i < std::size(kKeys); ++i) {
    Range& range = ranges[static_cast<size_t>(kKeys[i].section)];
    if (range.end == 0) range.begin = i;
    range.end = i + 1;
  }
  return ranges;
}();

std::span<const KeyInfo> KeysOf(Section section) {
  Range range = kRanges[static_cast<size_t>(section)];
  return std::span(kKeys).subspan(range.begin, range.end - range.begin);
}

const KeyInfo* FindKey(Section section, std::string_view key) {
  const KeyInfo* any = nullptr;
  for (const KeyInfo& info : KeysOf(section)) {
    if (info.key == key) return &info;
    if (info.key == "*") any = &info;
  }
  return any;
}

std::vector<std::string_view> NamesOf(Section section) {
  std::vector<std::string_view> names;
  for (const KeyInfo& info : KeysOf(section)) names.push_back(info.key);
  std::ranges::sort(names);
  return names;
}

Wanted WantedBy(const KeyInfo& info) {
  if (info.Takes('i')) return Wanted::kCondition;
  if (info.Takes('n')) return Wanted::kNumber;
  if (info.Takes('b')) return Wanted::kBool;
  bool text = info.TakesText() && !info.Takes('x');
  return text ? Wanted::kText : Wanted::kAnything;
}

std::string Expected(const KeyInfo& info) {
  std::vector<std::string> parts;
  if (info.TakesText()) parts.emplace_back("a text");
  if (info.Takes('n')) parts.emplace_back("a number");
  if (info.Takes('b')) parts.emplace_back("true or false");
  if (info.Takes('i')) parts.emplace_back("a condition");
  if (info.Takes('m')) parts.emplace_back("a mapping");
  if (info.Takes('l') || info.Takes('v')) parts.emplace_back("a list");
  if (info.Takes('L')) parts.emplace_back("a list of mappings");
  if (info.Takes('x')) parts.emplace_back("an expression");
  std::string out;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += i + 1 == parts.size() ? " or " : ", ";
    out += parts[i];
  }
  return out;
}

std::string Found(const Node& node) {
  if (node.IsMapping()) return "a mapping";
  if (node.IsSequence()) return "a list";
  if (node.IsNull()) return "nothing";
  constexpr size_t kMost = 60;
  std::string text = Printable(node.text.substr(0, kMost));
  if (Resolve(node).type != ScalarType::kString) return "'" + text + "'";
  return "the text '" + text + "'";
}

// Far above any real workflow, and at least what the file itself holds.
constexpr size_t kLeast = 200 * 1000;
constexpr int kMaxDepth = 60;

class SyntaxWalk {
 public:
  SyntaxWalk(const Document& document, Problems& problems)
      : left_(std::max<size_t>(kLeast, size_t{2} * document.node_count)),
        problems_(problems) {}

  void Mapping(const Node& node, Section section, Place place, Span owner) {
    if (++depth_ <= kMaxDepth) {
      for (const Member& member : node.members) {
        if (!Take()) break;
        Key(member, section, place);
      }
      Missing(node, section, owner);
    }
    --depth_;
  }
  std::vector<Site> TakeSites() { return std::move(sites_); }

 private:
  bool Take() {
    if (left_ == 0) return false;
    return --left_ != 0;
  }

  void Key(const Member& member, Section section, Place place) {
    std::string_view key = member.key->text;
    // A merge is no key of GitHub's; another check says so.
    if (key == "<<" && member.key->plain()) return;
    const KeyInfo* info = FindKey(section, key);
    if (info == nullptr) {
      // A step that calls a workflow is wrong as a whole: its `uses` says so.
      if (section == Section::kUsesStep && CallsWorkflow(step_)) return;
      return Unknown(*member.key, section);
    }
    if (info->place != Place::kInherit) place = info->place;
    key_ = key;
    section_ = section;
    if (section == Section::kJobs) job_ = member.value;
    Value(*member.value, *info, place, member.key->span);
    if (section == Section::kJobs) job_ = nullptr;
  }

  static bool CallsWorkflow(const Node* step) {
    const Node* node = step == nullptr ? nullptr : step->Find("uses");
    if (node == nullptr) return false;
    std::string_view uses = node->text;
    size_t at = uses.find(".github/workflows/");
    if (at == std::string_view::npos) return false;
    uses.remove_prefix(at);
    return IsWorkflowPath(uses.substr(0, uses.find('@')));
  }

  void Unknown(const Node& key, Section section) {
    bool calls = section == Section::kCallJob &&
                 FindKey(Section::kJob, key.text) != nullptr;
    bool runs = section == Section::kJob &&
                FindKey(Section::kCallJob, key.text) != nullptr;
    if (calls || runs) {
      std::string_view who = calls ? "a job that calls a workflow takes no"
                                   : "only a job that calls a workflow, and "
                                     "has no steps, takes";
      problems_
          .Add(ProblemKind::kJobShape, key.span,
               fmt::format("{} '{}'", who, key.text),
               "make two jobs of it, or remove the key")
          .anchor = key.text;
      return;
    }
    std::vector<std::string_view> names = NamesOf(section);
    Problem& problem =
        problems_.Add(ProblemKind::kUnknownKey, key.span,
                      fmt::format("{} has no key '{}'", TitleOf(section),
                                  Printable(key.text)),
                      "expected one of " + Quoted(names));
    problem.anchor = key.text;
    Suggest(problem, key.text, key.span, names);
  }

  void Missing(const Node& node, Section section, Span owner) {
    for (const KeyInfo& info : KeysOf(section)) {
      if (!info.Takes('!') || node.Find(info.key) != nullptr) continue;
      Problem& problem = problems_.Add(
          ProblemKind::kMissingKey, owner,
          fmt::format("{} has no '{}'", TitleOf(section), info.key),
          fmt::format("add '{}', without which GitHub refuses the file",
                      info.key));
      if (section != Section::kAction || info.key == "runs") continue;
      // The documentation asks for them, the runner does not.
      problem.severity = Severity::kNote;
      problem.help = fmt::format(
          "add '{}': the marketplace and readers ask for it", info.key);
    }
  }

  void Wrong(const Node& node, const KeyInfo& info, Span key) {
    if (node.IsScalar() && node.IsNull()) {
      problems_.Add(ProblemKind::kEmptySection, key,
                    fmt::format("'{}' of {} is empty", Printable(key_),
                                TitleOf(section_)),
                    "give it " + Expected(info) + ", or remove the key");
      return;
    }
    problems_.Add(ProblemKind::kWrongValue, node.span,
                  fmt::format("'{}' of {} takes {}, not {}", Printable(key_),
                              TitleOf(section_), Expected(info), Found(node)));
  }

  void Value(const Node& node, const KeyInfo& info, Place place, Span key) {
    if (info.Takes('a')) return Anything(node, place, 0);
    if (node.IsMapping()) {
      if (!info.Takes('m')) return Wrong(node, info, key);
      if (node.members.empty()) EmptyMapping(info, key);
      return Mapping(node, SectionOf(node, info.child), place, key);
    }
    if (node.IsSequence()) return List(node, info, place, key);
    Scalar(node, info, place, key);
  }

  // {} says something for permissions alone; jobs and steps must hold some.
  void EmptyMapping(const KeyInfo& info, Span key) {
    if (info.key != "jobs") return;
    problems_.Add(ProblemKind::kEmptySection, key,
                  "'jobs' of a workflow is empty", "add a job");
  }

  void List(const Node& node, const KeyInfo& info, Place place, Span key) {
    if (info.Takes('v')) return Anything(node, place, 0);
    if (!info.Takes('l') && !info.Takes('L')) return Wrong(node, info, key);
    std::string_view name = key_;
    Section section = section_;
    for (const Node* item : node.items) {
      if (!Take()) break;
      key_ = name;
      section_ = section;
      if (info.Takes('L')) {
        Item(*item, info, place, key);
      } else if (!item->IsScalar()) {
        Wrong(*item, info, key);
      } else if (HasExpression(item->text)) {
        AddSite(*item, place, Wanted::kText);
      }
    }
  }

  void Item(const Node& item, const KeyInfo& info, Place place, Span key) {
    if (!item.IsMapping()) {
      if (item.IsScalar() && HasExpression(item.text) && info.Takes('x')) {
        return AddSite(item, place, Wanted::kAnything);
      }
      return Wrong(item, info, key);
    }
    bool step =
        info.child == Section::kStep || info.child == Section::kActionStep;
    const Node* outer = step_;
    if (step) step_ = &item;
    Span owner =
        item.members.empty() ? item.span : item.members.front().key->span;
    Mapping(item, SectionOf(item, info.child), place, owner);
    step_ = outer;
  }

  void Scalar(const Node& node, const KeyInfo& info, Place place, Span key) {
    if (node.IsNull()) {
      bool fine = info.Takes('0') || info.Takes('s') || info.Takes('i');
      if (!fine) Wrong(node, info, key);
      return;
    }
    bool expression = HasExpression(node.text);
    if (expression || info.Takes('i')) {
      AddSite(node, place, WantedBy(info));
      bool whole = Trim(node.text).starts_with("${{");
      bool fits =
          info.TakesText() || info.Takes('i') || (whole && info.Takes('x'));
      if (!fits && place != Place::kNowhere) Wrong(node, info, key);
      return;
    }
    if (info.TakesText()) {
      if (info.Takes('S') && node.text.empty()) Wrong(node, info, key);
      return;
    }
    ScalarType type = Resolve(node).type;
    bool number = type == ScalarType::kInt || type == ScalarType::kFloat;
    bool fits = (info.Takes('n') && number) ||
                (info.Takes('b') && type == ScalarType::kBool);
    if (!fits) Wrong(node, info, key);
  }

  void Anything(const Node& node, Place place, int depth) {
    if (depth > kMaxDepth || !Take()) return;
    if (node.IsScalar()) {
      if (HasExpression(node.text)) AddSite(node, place, Wanted::kAnything);
      return;
    }
    for (const Node* item : node.items) Anything(*item, place, depth + 1);
    for (const Member& member : node.members) {
      Anything(*member.value, place, depth + 1);
    }
  }

  void AddSite(const Node& node, Place place, Wanted wanted) {
    sites_.push_back({&node, key_, section_, place, wanted, job_, step_});
  }

  static Section SectionOf(const Node& node, Section section);

  size_t left_;
  Problems& problems_;
  std::vector<Site> sites_;
  std::string_view key_;
  Section section_ = Section::kText;
  const Node* job_ = nullptr;
  const Node* step_ = nullptr;
  int depth_ = 0;
};

// What a mapping is can depend on its keys.
Section SyntaxWalk::SectionOf(const Node& node, Section section) {
  auto has = [&](std::string_view key) { return node.Find(key) != nullptr; };
  switch (section) {
    case Section::kJob:
      return has("uses") && node.Find("steps") == nullptr ? Section::kCallJob
                                                          : Section::kJob;
    case Section::kStep:
      if (has("run") == has("uses")) return section;
      return has("run") ? Section::kRunStep : Section::kUsesStep;
    case Section::kActionStep:
      if (has("run") == has("uses")) return section;
      return has("run") ? Section::kActionRunStep : Section::kActionUsesStep;
    case Section::kRuns: {
      const Node* using_node = node.Find("using");
      if (using_node == nullptr || !using_node->IsScalar()) return section;
      std::string_view name = using_node->text;
      if (name == "composite") return Section::kRunsComposite;
      if (EqualsIgnoringCase(name, "docker")) return Section::kRunsDocker;
      return name.starts_with("node") ? Section::kRunsNode : section;
    }
    default:
      return section;
  }
}

}  // namespace

std::vector<Site> CheckSyntax(const Document& document, SyntaxForm form,
                              Problems& problems) {
  const Node* root = document.root();
  if (root == nullptr || !root->IsMapping()) return {};
  Section section =
      form == SyntaxForm::kWorkflow ? Section::kWorkflow : Section::kAction;
  SyntaxWalk walk(document, problems);
  uint32_t begin = root->members.empty()
                       ? root->span.begin
                       : root->members.front().key->span.begin;
  Span owner{begin, begin};
  if (!root->members.empty()) owner = root->members.front().key->span;
  walk.Mapping(*root, section, Place::kNowhere, owner);
  return walk.TakeSites();
}

}  // namespace interlock::workflow
