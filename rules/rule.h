// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/rule_info.h"
#include "parsers/sql/ops.h"
#include "parsers/sql/sql_file.h"
#include "rules/sink.h"

namespace interlock {

struct InputFile;
struct Project;
namespace sql {
struct History;
struct Moment;
class Moments;
struct Refusal;
}  // namespace sql
namespace workflow {
struct Workflow;
}
namespace protection {
struct Protection;
}
namespace exceptions {
struct ExceptionFile;
}

// What a rule's function is called with, once per thing of that sort.
enum class SubjectKind : uint8_t {
  kOp,             // an op of one kind, in every migration
  kRefusal,        // a statement that the server will refuse
  kSqlFile,        // a SQL file of a history
  kHistory,        // a whole migration history
  kWorkflow,       // a workflow
  kProtection,     // one branch's or ruleset's protection
  kExceptionFile,  // an allowlist
  kInputFile,      // any parsed file
  kProject,        // the repository, once
  kEngine,         // reported by the engine itself: meta rules
};

// A rule's settings: what the config says, else the declared fallback.
class Options {
 public:
  struct Value {
    std::string_view name;
    std::vector<std::string> values;  // one, but for lists
  };
  Options(const RuleInfo& info, const std::vector<Value>* given)
      : info_(info), given_(given) {}

  bool Bool(std::string_view name) const;
  int64_t Int(std::string_view name) const;
  std::string String(std::string_view name) const;
  std::vector<std::string> Strings(std::string_view name) const;

 private:
  std::vector<std::string> Raw(std::string_view name) const;
  const RuleInfo& info_;
  const std::vector<Value>* given_;
};

// The facts a rule may read besides its subject. Never I/O, never a clock.
struct Context {
  const Project& project;
  const InputFile* file;  // of the subject; null for history and project rules
  const Options& options;
  // State just before the op: catalog, effects, settings, transaction. Set for
  // rules on ops, and, at the statement's first op, on refusals.
  const sql::Moment* moment = nullptr;
  // All of the file's, for rules on SQL files; null where nothing goes up.
  const sql::Moments* moments = nullptr;
};

struct Rule {
  const RuleInfo* info;
  SubjectKind subject;
  std::span<const sql::OpKind> ops;  // of kOp rules: at least one
  void (*check)(const void* subject, const Context& context, Sink& out);
};

// Maps a subject's type to its kind; ops are all other types.
template <class T>
struct SubjectOf {
  static constexpr SubjectKind kind = SubjectKind::kOp;
  static constexpr sql::OpKind kOps[] = {T::kKind};
  static constexpr std::span<const sql::OpKind> ops = kOps;
};
#define INTERLOCK_SUBJECT(Type, Kind)                       \
  template <>                                               \
  struct SubjectOf<Type> {                                  \
    static constexpr SubjectKind kind = SubjectKind::Kind;  \
    static constexpr std::span<const sql::OpKind> ops = {}; \
  }
INTERLOCK_SUBJECT(sql::Refusal, kRefusal);
INTERLOCK_SUBJECT(sql::SqlFile, kSqlFile);
INTERLOCK_SUBJECT(sql::History, kHistory);
INTERLOCK_SUBJECT(workflow::Workflow, kWorkflow);
INTERLOCK_SUBJECT(protection::Protection, kProtection);
INTERLOCK_SUBJECT(exceptions::ExceptionFile, kExceptionFile);
INTERLOCK_SUBJECT(InputFile, kInputFile);
INTERLOCK_SUBJECT(Project, kProject);
#undef INTERLOCK_SUBJECT

// Ties a function to a declaration: On<CreateIndex, Check>(kInfo).
template <class T, void (*kCheck)(const T&, const Context&, Sink&)>
constexpr Rule On(const RuleInfo& info) {
  return Rule{&info, SubjectOf<T>::kind, SubjectOf<T>::ops,
              [](const void* subject, const Context& context, Sink& out) {
                kCheck(*static_cast<const T*>(subject), context, out);
              }};
}

namespace internal {
template <sql::OpKind... kKinds>
inline constexpr sql::OpKind kOpKinds[] = {kKinds...};
}

// The same for ops of several kinds: OnOps<Check, OpKind::kAddColumn, ...>.
// The function tells them apart with As<AddColumn>(op).
template <void (*kCheck)(const sql::Op&, const Context&, Sink&),
          sql::OpKind... kKinds>
constexpr Rule OnOps(const RuleInfo& info) {
  return Rule{&info, SubjectKind::kOp, internal::kOpKinds<kKinds...>,
              [](const void* subject, const Context& context, Sink& out) {
                kCheck(*static_cast<const sql::Op*>(subject), context, out);
              }};
}

// A rule that the engine reports itself: suppressions, waivers, baselines.
constexpr Rule ByEngine(const RuleInfo& info) {
  return Rule{&info, SubjectKind::kEngine, {}, nullptr};
}

}  // namespace interlock
