// SPDX-License-Identifier: Apache-2.0
#include "analyzers/workflow/check_names.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "analyzers/workflow/matrix.h"
#include "analyzers/workflow/template.h"
#include "analyzers/workflow/workflow_set.h"
#include "core/thread_pool.h"

namespace interlock::workflow {
namespace {

constexpr std::string_view kSeparator = " / ";

// The name of one level, in each of the forms that a Check keeps.
struct LevelName {
  NamePattern name;
  NamePattern cut;  // of patterns: when what is unknown is long
  std::string uncut;
  std::string written;
  NamePattern bare;
  bool has_suffix = false;
};

// A name whose end is beyond the limit if its unknown parts are long enough.
NamePattern CutForm(const NamePattern& name) {
  NamePattern cut{PrefixOfUnits(name.parts().front(), kMaxNameUnits - 3)};
  cut.AddAnything();
  cut.AddText("...");
  return cut;
}

void Finish(LevelName& level, const NamePattern& whole) {
  if (!whole.exact()) {
    level.name = whole;
    level.cut = CutForm(whole);
    return;
  }
  level.uncut = whole.parts().front();
  level.name = NamePattern(TruncateName(level.uncut));
  level.cut = level.name;
}

// A name with expressions gets no suffix. Whether GitHub cuts such names is
// not known, so a long one is open at its end.
LevelName FromExpressions(const Template& parsed, const Scope& scope,
                          const std::string& id) {
  LevelName level;
  NamePattern name = EvaluatePattern(parsed, scope);
  bool is_long =
      name.exact() && Utf16Length(name.parts().front()) > kMaxNameUnits;
  if (is_long) {
    std::string full = name.parts().front();
    name = NamePattern(PrefixOfUnits(full, kMaxNameUnits - 3));
    name.AddAnything();
  } else if (name.exact() && name.parts().front().empty()) {
    // GitHub then takes a name of its own, which begins like the job's id.
    name = NamePattern(id);
    name.AddAnything();
  }
  Finish(level, name);
  level.bare = level.name;
  level.written = level.uncut;
  return level;
}

LevelName FromLiteral(std::string_view literal,
                      const Combination& combination) {
  LevelName level;
  NamePattern whole{literal};
  level.bare = whole;
  level.written = literal;
  bool empty =
      combination.suffix.exact() && combination.suffix.parts().front().empty();
  if (!empty) {
    whole.AddText(" (");
    whole.Add(combination.suffix);
    whole.AddText(")");
    level.has_suffix = true;
    level.written += " (" + combination.written + ")";
  }
  Finish(level, whole);
  return level;
}

// The literal of `name:` after YAML has had its way: 3.10 is "3.1".
std::string LiteralOf(const Job& job) {
  if (!job.name.stated()) return std::string(job.id.text);
  std::string text = ToText(LeafValue(*job.name.node));
  return text.empty() ? std::string(job.id.text) : text;
}

// Everything a job's name needs, computed once for all its combinations.
struct JobNames {
  explicit JobNames(const Job& job) : literal(LiteralOf(job)) {
    parsed = ParseTemplate(job.name.text);
    if (const std::string* folded = FoldedLiteral(parsed)) {
      literal = folded->empty() ? std::string(job.id.text) : *folded;
    } else {
      has_expressions = parsed.HasExpressions();
    }
    id = job.id.text;
  }
  LevelName Of(const Combination& combination, const Scope& scope) const {
    return has_expressions ? FromExpressions(parsed, scope, id)
                           : FromLiteral(literal, combination);
  }
  // Skipped as a whole, the matrix is not there: the name is as in the file.
  LevelName Skipped(const Job& job) const {
    LevelName level;
    Finish(level, NamePattern(has_expressions ? job.name.text : literal));
    level.bare = level.name;
    level.written = level.uncut;
    return level;
  }

  Template parsed;
  std::string literal;
  std::string id;
  bool has_expressions = false;
};

class Walk {
 public:
  Walk(const WorkflowSet& set, std::vector<Check>& out)
      : set_(set), out_(out) {}

  void Root(const Workflow& workflow) {
    limit_ = out_.size() + kMaxChecksPerWorkflow;
    Jobs(workflow, nullptr);
  }

 private:
  void Jobs(const Workflow& workflow, const Value* inputs) {
    for (const Job& job : workflow.jobs) {
      levels_.push_back({&workflow, &job});
      JobLevel(job, inputs);
      levels_.pop_back();
    }
  }

  // The names of one job, once for each combination of its matrix.
  void JobLevel(const Job& job, const Value* inputs) {
    if (out_.size() >= limit_) return EmitOverflow();
    JobNames names(job);
    Scope scope;
    scope.inputs = inputs;
    Expansion expansion = ExpandMatrix(job.matrix, scope);
    bool skippable = job.condition.present() || !job.needs.empty();
    bool matrix = expansion.form != MatrixForm::kNone;
    if (skippable && (matrix || job.calls())) {
      names_.push_back(names.Skipped(job));
      Emit(job.calls() ? CheckForm::kSkippedCaller : CheckForm::kSkippedMatrix);
      names_.pop_back();
    }
    Value strategy = Value::Object(Openness::kOpen);
    if (expansion.form == MatrixForm::kKnown) {
      auto total = static_cast<double>(expansion.combinations.size());
      strategy.Set("job-total", Value::Number(total));
    }
    scope.strategy = &strategy;
    for (size_t i = 0; i < expansion.combinations.size(); ++i) {
      if (out_.size() >= limit_) return EmitOverflow();
      if (expansion.form == MatrixForm::kKnown) {
        strategy.Set("job-index", Value::Number(static_cast<double>(i)));
      }
      scope.matrix = &expansion.combinations[i].matrix;
      names_.push_back(names.Of(expansion.combinations[i], scope));
      if (job.calls()) {
        Call(job, scope);
      } else {
        Emit(CheckForm::kJob);
      }
      names_.pop_back();
    }
  }

  void Call(const Job& job, const Scope& scope) {
    const Workflow* callee = nullptr;
    if (job.uses.kind == UsesKind::kLocal) callee = set_.Find(job.uses.path);
    bool again = std::ranges::any_of(levels_, [&](const CheckLevel& level) {
      return level.workflow == callee;
    });
    bool readable = callee != nullptr && !again &&
                    callee->FindTrigger("workflow_call") != nullptr;
    if (!readable || levels_.size() >= kMaxCallDepth) {
      LevelName any;
      any.name = any.cut = any.bare = NamePattern::Anything();
      names_.push_back(std::move(any));
      Emit(CheckForm::kUnreadCallee);
      names_.pop_back();
      return;
    }
    Value inputs = InputsOf(*callee, job, scope);
    Jobs(*callee, &inputs);
  }

  // The inputs of a called workflow: what `with` gives, else the fallbacks.
  static Value InputsOf(const Workflow& callee, const Job& job,
                        const Scope& scope) {
    Value inputs = Value::Object();
    if (job.with.dynamic.present()) inputs.openness = Openness::kOpen;
    for (const Input& input : callee.FindTrigger("workflow_call")->inputs) {
      const Variable* given = job.with.Find(input.name.text);
      const Node* node =
          given != nullptr ? given->value.node : input.fallback.node;
      Value value = Value::Null();
      size_t budget = 1;
      if (node != nullptr) value = EvaluateNode(*node, scope, budget);
      bool text = input.type.text.empty() || input.type.text == "string";
      if (text && value.known()) value = Value::String(ToText(value));
      if (job.with.dynamic.present() && given == nullptr) value = Value();
      inputs.Set(input.name.text, std::move(value));
    }
    return inputs;
  }

  void Emit(CheckForm form) {
    Check check;
    check.form = form;
    check.levels = levels_;
    check.name = Joined([](const LevelName& n) { return n.name; });
    if (!check.name.exact()) {
      NamePattern cut = Joined([](const LevelName& n) { return n.cut; });
      if (cut != check.name) check.also.push_back(std::move(cut));
      AddPartlyCut(check);
    } else {
      std::string name = check.name.Display();
      check.uncut = JoinedText(&LevelName::uncut);
      check.as_written = JoinedText(&LevelName::written);
      if (check.uncut == name) check.uncut.clear();
      if (check.as_written == name) check.as_written.clear();
    }
    for (const LevelName& level : names_) {
      check.bare_levels.push_back(level.bare);
    }
    check.has_suffix = names_.back().has_suffix;
    out_.push_back(std::move(check));
  }

  // Each level by itself may be long enough to be cut.
  void AddPartlyCut(Check& check) const {
    if (names_.size() < 2) return;
    for (const LevelName& long_one : names_) {
      if (long_one.name.exact()) continue;
      NamePattern pattern = Joined(
          [&](const LevelName& n) { return &n == &long_one ? n.cut : n.name; });
      check.also.push_back(std::move(pattern));
    }
  }

  // Too many checks: one pattern for the rest of each outermost job.
  void EmitOverflow() {
    const CheckLevel& top = levels_.front();
    if (overflowed_ == top.job) return;
    overflowed_ = top.job;
    Check check;
    check.form = CheckForm::kUnreadCallee;
    check.levels = {top};
    JobNames names(*top.job);
    if (!names.has_expressions) check.name = NamePattern(names.literal);
    check.bare_levels = {check.name};
    check.name.AddAnything();
    out_.push_back(std::move(check));
  }

  template <class Of>
  NamePattern Joined(Of of) const {
    NamePattern joined;
    for (size_t i = 0; i < names_.size(); ++i) {
      if (i > 0) joined.AddText(kSeparator);
      joined.Add(of(names_[i]));
    }
    return joined;
  }
  std::string JoinedText(std::string LevelName::*member) const {
    std::string joined;
    for (size_t i = 0; i < names_.size(); ++i) {
      if (i > 0) joined += kSeparator;
      joined += names_[i].*member;
    }
    return joined;
  }

  const WorkflowSet& set_;
  std::vector<Check>& out_;
  size_t limit_ = 0;
  const Job* overflowed_ = nullptr;  // the job that EmitOverflow spoke for
  std::vector<CheckLevel> levels_;
  std::vector<LevelName> names_;
};

}  // namespace

bool Check::CanBe(std::string_view context) const {
  if (name.Matches(context)) return true;
  return std::ranges::any_of(
      also, [&](const NamePattern& p) { return p.Matches(context); });
}

std::vector<Check> ComputeChecks(const WorkflowSet& set, unsigned threads) {
  std::vector<std::vector<Check>> found(set.workflows.size());
  ParallelFor(found.size(), threads, [&](size_t i) {
    const Workflow& workflow = set.workflows[i];
    if (!workflow.OnlyCalled()) Walk(set, found[i]).Root(workflow);
  });
  std::vector<Check> checks;
  for (std::vector<Check>& some : found) {
    std::ranges::move(some, std::back_inserter(checks));
  }
  return checks;
}

}  // namespace interlock::workflow
