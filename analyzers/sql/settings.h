// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/sql/timeline.h"
#include "parsers/sql/ops.h"

// Session settings that are in effect at each op, as data flow: SET LOCAL is
// lost at COMMIT, SET at ROLLBACK, RESET goes back to what the runner set.
namespace interlock::sql {

// One timeout. 0 milliseconds means that it is off.
struct Timeout {
  int64_t milliseconds = 0;
  const Op* set_by = nullptr;  // null: by the runner, or never
  bool bounded() const { return milliseconds > 0; }
};

// "5s", "'500ms'", "2min", "1000": in milliseconds; nothing when it is not a
// duration.
std::optional<int64_t> ParseDuration(std::string_view text);

class Settings {
 public:
  // `given` are the runner's, each "name=value".
  explicit Settings(const std::vector<std::string>& given);

  // `in_transaction` before the op.
  void After(const Op& op, bool in_transaction);
  const Timeout& lock_timeout() const { return lock_.now; }
  const Timeout& statement_timeout() const { return statement_.now; }
  // Whether the session's time zone is UTC, by any of its names.
  Answer utc() const { return zone_.now; }

 private:
  template <class T>
  struct Tracked {
    T runner{};   // what RESET goes back to
    T session{};  // outside of the transaction under way
    T pending{};  // becomes the session's at COMMIT
    T now{};

    void SetAll(T value) { runner = session = pending = now = value; }
    void Set(T value, const SetVariable& op, bool in_transaction);
    void End(TransactionWord word);
  };
  Tracked<Timeout>* Named(std::string_view name);
  static void SetTimeout(Tracked<Timeout>& tracked, const SetVariable& op,
                         bool in_transaction);

  Tracked<Timeout> lock_;
  Tracked<Timeout> statement_;
  Tracked<Answer> zone_;
};

}  // namespace interlock::sql
