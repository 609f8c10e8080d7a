// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/sql/timeline.h"
#include "parsers/sql/ops.h"

// Session settings that are in effect at each op, as data flow: SET LOCAL is
// lost at COMMIT, SET at ROLLBACK, both at ROLLBACK TO a savepoint before
// them; RESET goes back to what the runner set.
namespace interlock::sql {

// One timeout. 0 milliseconds means that it is off.
struct Timeout {
  int64_t milliseconds = 0;
  const Op* set_by = nullptr;  // null: by the runner, or never
  bool bounded() const { return milliseconds > 0; }
};

// One setting that is a text: a role, a path. Empty: the server's own.
struct SettingText {
  std::string_view value;
  const Op* set_by = nullptr;
};

enum class TimeoutKind : uint8_t { kLock, kStatement, kIdle, kTransaction };
inline constexpr size_t kTimeoutKinds = 4;
std::string_view NameOf(TimeoutKind kind);  // "lock_timeout"

enum class TextKind : uint8_t { kSearchPath, kRole, kTimeZone, kReplication };
inline constexpr size_t kTextKinds = 4;
std::string_view NameOf(TextKind kind);  // "search_path"

// "5s", "'500ms'", "2min", "1000": in milliseconds; nothing when it is not a
// duration.
std::optional<int64_t> ParseDuration(std::string_view text);

class Settings {
 public:
  // `given` are the runner's, each "name=value"; they must outlive this.
  explicit Settings(const std::vector<std::string>& given);

  // `in_transaction` before the op.
  void After(const Op& op, bool in_transaction);
  // Whether After() looks at ops of the kind; all others change nothing.
  static bool Follows(OpKind kind) {
    return kind == OpKind::kSetVariable || kind == OpKind::kTransaction ||
           kind == OpKind::kServerCommand;
  }

  const Timeout& Get(TimeoutKind kind) const {
    return now_.timeouts[static_cast<size_t>(kind)];
  }
  const SettingText& Get(TextKind kind) const {
    return now_.texts[static_cast<size_t>(kind)];
  }
  const Timeout& lock_timeout() const { return Get(TimeoutKind::kLock); }
  const Timeout& statement_timeout() const {
    return Get(TimeoutKind::kStatement);
  }
  // What stays when the transaction under way commits: SET LOCAL is not in it.
  const SettingText& Lasting(TextKind kind) const {
    return pending_.texts[static_cast<size_t>(kind)];
  }
  // Whether the session's time zone is UTC, by any of its names.
  Answer utc() const;

 private:
  struct Values {
    std::array<Timeout, kTimeoutKinds> timeouts;
    std::array<SettingText, kTextKinds> texts;
  };
  struct Savepoint {
    std::string_view name;
    Values now;
    Values pending;
  };
  void Set(const SetVariable& op, bool in_transaction);
  void ResetAll(bool in_transaction);
  void After(const Transaction& op);
  template <class F>
  void Change(SetScope scope, bool in_transaction, F change);

  Values runner_;   // what RESET goes back to
  Values session_;  // outside of the transaction under way
  Values pending_;  // becomes the session's at COMMIT
  Values now_;
  std::vector<Savepoint> savepoints_;
};

}  // namespace interlock::sql
