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

namespace {

// Zones without an offset, ever.
Answer IsUtc(std::string_view zone) {
  constexpr std::string_view kNames[] = {
      "utc",           "gmt",       "etc/utc",      "etc/gmt", "uct",
      "etc/uct",       "zulu",      "etc/zulu",     "0",       "universal",
      "etc/universal", "greenwich", "etc/greenwich"};
  for (std::string_view name : kNames) {
    if (EqualsIgnoringCase(Unquoted(zone), name)) return Answer::kYes;
  }
  return Answer::kNo;
}

}  // namespace

Settings::Settings(const std::vector<std::string>& given) {
  zone_.SetAll(Answer::kUnknown);
  for (const std::string& line : given) {
    size_t cut = line.find('=');
    if (cut == line.npos) continue;
    std::string name = AsciiLower(Trim(std::string_view(line).substr(0, cut)));
    std::string_view value = std::string_view(line).substr(cut + 1);
    if (name == "timezone") zone_.SetAll(IsUtc(value));
    Tracked<Timeout>* tracked = Named(name);
    auto parsed = ParseDuration(value);
    if (tracked != nullptr && parsed) tracked->SetAll({*parsed, nullptr});
  }
}

Settings::Tracked<Timeout>* Settings::Named(std::string_view name) {
  if (name == "lock_timeout") return &lock_;
  if (name == "statement_timeout") return &statement_;
  return nullptr;
}

template <class T>
void Settings::Tracked<T>::Set(T value, const SetVariable& op,
                               bool in_transaction) {
  if (op.scope == SetScope::kLocal) {
    if (in_transaction) now = value;
    return;  // outside of a transaction it ends with its own statement
  }
  now = value;
  pending = value;
  if (!in_transaction) session = value;
}

template <class T>
void Settings::Tracked<T>::End(TransactionWord word) {
  if (word == TransactionWord::kCommit) session = pending;
  pending = session;
  now = session;
}

void Settings::SetTimeout(Tracked<Timeout>& tracked, const SetVariable& op,
                          bool in_transaction) {
  if (op.reset) return tracked.Set(tracked.runner, op, in_transaction);
  auto parsed = ParseDuration(op.value);
  // The server refuses a value it cannot read: nothing changes.
  if (parsed) tracked.Set({*parsed, &op}, op, in_transaction);
}

void Settings::After(const Op& op, bool in_transaction) {
  if (const auto* set = As<SetVariable>(op)) {
    if (set->variable.empty()) {
      SetTimeout(lock_, *set, in_transaction);
      SetTimeout(statement_, *set, in_transaction);
      zone_.Set(zone_.runner, *set, in_transaction);
    } else if (Tracked<Timeout>* tracked = Named(set->variable)) {
      SetTimeout(*tracked, *set, in_transaction);
    } else if (set->variable == "timezone") {
      Answer utc = set->reset ? zone_.runner : IsUtc(set->value);
      zone_.Set(utc, *set, in_transaction);
    }
    return;
  }
  const auto* transaction = As<Transaction>(op);
  if (transaction == nullptr) return;
  if (transaction->word == TransactionWord::kCommit ||
      transaction->word == TransactionWord::kRollback) {
    lock_.End(transaction->word);
    statement_.End(transaction->word);
    zone_.End(transaction->word);
  }
}

}  // namespace interlock::sql
