// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/settings.h"

#include <algorithm>
#include <charconv>

#include "core/text.h"

namespace interlock::sql {
namespace {

struct Unit {
  std::string_view name;
  double milliseconds;
};
constexpr Unit kUnits[] = {
    {"", 1},        {"us", 0.001},  {"ms", 1},       {"s", 1000},
    {"min", 60000}, {"h", 3600000}, {"d", 86400000},
};

constexpr std::string_view kTimeoutNames[kTimeoutKinds] = {
    "lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout",
    "transaction_timeout"};
constexpr std::string_view kTextNames[kTextKinds] = {
    "search_path", "role", "timezone", "session_replication_role"};

// More savepoints than this in one transaction: the inner ones are not kept,
// and going back to one changes nothing here.
constexpr size_t kMaxSavepoints = 64;

template <size_t kSize>
size_t IndexOf(const std::string_view (&names)[kSize], std::string_view name) {
  return static_cast<size_t>(std::ranges::find(names, name) - names);
}

std::string_view Unquoted(std::string_view text) {
  text = Trim(text);
  while (text.size() >= 2 && (text.front() == '\'' || text.front() == '"') &&
         text.back() == text.front()) {
    text = Trim(text.substr(1, text.size() - 2));
  }
  return text;
}

// "5s" and "2000" without a detour over floating point.
std::optional<int64_t> PlainDuration(std::string_view text) {
  int64_t number = 0;
  size_t at = 0;
  while (at < text.size() && at < 9 && IsDigit(text[at])) {
    number = number * 10 + (text[at++] - '0');
  }
  if (at == 0 || at == 9) return std::nullopt;
  std::string_view unit = text.substr(at);
  if (unit.empty() || unit == "ms") return number;
  if (unit == "s") return number * 1000;
  if (unit == "min") return number * 60000;
  return std::nullopt;
}

}  // namespace

std::string_view NameOf(TimeoutKind kind) {
  return kTimeoutNames[static_cast<size_t>(kind)];
}

std::string_view NameOf(TextKind kind) {
  return kTextNames[static_cast<size_t>(kind)];
}

std::optional<int64_t> ParseDuration(std::string_view text) {
  text = Unquoted(text);
  if (auto plain = PlainDuration(text)) return plain;
  double number = 0;
  auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0 || number > 1e15) return std::nullopt;
  std::string_view unit =
      Trim(text.substr(static_cast<size_t>(end - text.data())));
  for (const auto& known : kUnits) {
    if (known.name != unit) continue;
    double milliseconds = number * known.milliseconds;
    // The server rounds; anything above zero is not "off".
    if (milliseconds > 0 && milliseconds < 1) return 1;
    return static_cast<int64_t>(milliseconds);
  }
  return std::nullopt;
}

Settings::Settings(const std::vector<std::string>& given) {
  for (const std::string& line : given) {
    size_t cut = line.find('=');
    if (cut == line.npos) continue;
    std::string name = AsciiLower(Trim(std::string_view(line).substr(0, cut)));
    std::string_view value = std::string_view(line).substr(cut + 1);
    size_t timeout = IndexOf(kTimeoutNames, name);
    size_t text = IndexOf(kTextNames, name);
    if (text < kTextKinds) runner_.texts[text].value = Unquoted(value);
    auto parsed = ParseDuration(value);
    if (timeout == kTimeoutKinds || !parsed) continue;
    runner_.timeouts[timeout].milliseconds = *parsed;
  }
  session_ = pending_ = now_ = runner_;
}

Answer Settings::utc() const {
  // Zones without an offset, ever.
  constexpr std::string_view kNames[] = {
      "utc",           "gmt",       "etc/utc",      "etc/gmt", "uct",
      "etc/uct",       "zulu",      "etc/zulu",     "0",       "universal",
      "etc/universal", "greenwich", "etc/greenwich"};
  std::string_view zone = Get(TextKind::kTimeZone).value;
  if (zone.empty()) return Answer::kUnknown;
  for (std::string_view name : kNames) {
    if (EqualsIgnoringCase(zone, name)) return Answer::kYes;
  }
  return Answer::kNo;
}

// A change of one value, in each of the states that it reaches.
template <class F>
void Settings::Change(SetScope scope, bool in_transaction, F change) {
  // Outside of a transaction SET LOCAL ends with its own statement.
  if (scope == SetScope::kLocal && !in_transaction) return;
  change(now_);
  if (scope == SetScope::kLocal) return;
  change(pending_);
  if (!in_transaction) change(session_);
}

void Settings::Set(const SetVariable& op, bool in_transaction) {
  size_t timeout = IndexOf(kTimeoutNames, op.variable);
  if (timeout < kTimeoutKinds) {
    Timeout value = runner_.timeouts[timeout];
    if (!op.reset) {
      auto parsed = ParseDuration(op.value);
      // The server refuses a value it cannot read: nothing changes.
      if (!parsed) return;
      value = {*parsed, &op};
    }
    Change(op.scope, in_transaction,
           [&](Values& values) { values.timeouts[timeout] = value; });
    return;
  }
  size_t text = IndexOf(kTextNames, op.variable);
  if (text == kTextKinds) return;
  SettingText value = runner_.texts[text];
  if (!op.reset) value = {Unquoted(op.value), &op};
  Change(op.scope, in_transaction,
         [&](Values& values) { values.texts[text] = value; });
}

// All but the role, which RESET ALL leaves as it is.
void Settings::ResetAll(bool in_transaction) {
  constexpr auto kRole = static_cast<size_t>(TextKind::kRole);
  Change(SetScope::kSession, in_transaction, [&](Values& values) {
    SettingText role = values.texts[kRole];
    values = runner_;
    values.texts[kRole] = role;
  });
}

void Settings::After(const Transaction& op) {
  auto named = [&](const Savepoint& one) {
    return one.name == op.savepoint.text;
  };
  switch (op.word) {
    case TransactionWord::kCommit:
      session_ = now_ = pending_;
      savepoints_.clear();
      return;
    case TransactionWord::kRollback:
      pending_ = now_ = session_;
      savepoints_.clear();
      return;
    case TransactionWord::kSavepoint:
      if (savepoints_.size() == kMaxSavepoints) return;
      savepoints_.push_back({op.savepoint.text, now_, pending_});
      return;
    case TransactionWord::kRollbackTo:
    case TransactionWord::kRelease: {
      auto found =
          std::find_if(savepoints_.rbegin(), savepoints_.rend(), named);
      if (found == savepoints_.rend()) return;
      auto at = found.base() - 1;
      if (op.word == TransactionWord::kRelease) {
        savepoints_.erase(at, savepoints_.end());
        return;
      }
      now_ = at->now;
      pending_ = at->pending;
      savepoints_.erase(at + 1, savepoints_.end());
      return;
    }
    default:
      return;
  }
}

void Settings::After(const Op& op, bool in_transaction) {
  if (const auto* set = As<SetVariable>(op)) {
    if (set->variable.empty()) {
      ResetAll(in_transaction);
    } else {
      Set(*set, in_transaction);
    }
  } else if (const auto* transaction = As<Transaction>(op)) {
    After(*transaction);
  } else if (const auto* command = As<ServerCommand>(op)) {
    // Refused in a transaction; puts everything back, the role as well.
    if (!in_transaction && command->what.starts_with("DISCARD ALL")) {
      session_ = pending_ = now_ = runner_;
    }
  }
}

}  // namespace interlock::sql
