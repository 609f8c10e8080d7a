// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/settings.h"

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

std::string_view Unquoted(std::string_view text) {
  text = Trim(text);
  while (text.size() >= 2 && (text.front() == '\'' || text.front() == '"') &&
         text.back() == text.front()) {
    text = Trim(text.substr(1, text.size() - 2));
  }
  return text;
}

}  // namespace

std::optional<int64_t> ParseDuration(std::string_view text) {
  text = Unquoted(text);
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
    if (name == "timezone") utc_ = EqualsIgnoringCase(Unquoted(value), "utc");
    Tracked* tracked = Named(name);
    auto parsed = ParseDuration(value);
    if (tracked == nullptr || !parsed) continue;
    Timeout timeout{*parsed, nullptr};
    *tracked = {timeout, timeout, timeout, timeout};
  }
}

Settings::Tracked* Settings::Named(std::string_view name) {
  if (name == "lock_timeout") return &lock_;
  if (name == "statement_timeout") return &statement_;
  return nullptr;
}

void Settings::Set(Tracked& tracked, const SetVariable& op,
                   bool in_transaction) {
  Timeout value = tracked.runner;
  if (!op.reset) {
    auto parsed = ParseDuration(op.value);
    // The server refuses a value it cannot read: nothing changes.
    if (!parsed) return;
    value = {*parsed, &op};
  }
  if (op.scope == SetScope::kLocal) {
    if (in_transaction) tracked.now = value;
    return;  // outside of a transaction it ends with its own statement
  }
  tracked.now = value;
  tracked.pending = value;
  if (!in_transaction) tracked.session = value;
}

void Settings::End(Tracked& tracked, TransactionWord word) {
  if (word == TransactionWord::kCommit) tracked.session = tracked.pending;
  tracked.pending = tracked.session;
  tracked.now = tracked.session;
}

void Settings::After(const Op& op, bool in_transaction) {
  if (const auto* set = As<SetVariable>(op)) {
    if (set->variable.empty()) {
      Set(lock_, *set, in_transaction);
      Set(statement_, *set, in_transaction);
      utc_ = false;
    } else if (Tracked* tracked = Named(set->variable)) {
      Set(*tracked, *set, in_transaction);
    } else if (set->variable == "timezone") {
      utc_ = !set->reset && EqualsIgnoringCase(Unquoted(set->value), "utc");
    }
    return;
  }
  const auto* transaction = As<Transaction>(op);
  if (transaction == nullptr) return;
  if (transaction->word == TransactionWord::kCommit ||
      transaction->word == TransactionWord::kRollback) {
    End(lock_, transaction->word);
    End(statement_, transaction->word);
  }
}

}  // namespace interlock::sql
