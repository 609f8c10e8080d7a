// SPDX-License-Identifier: Apache-2.0
#include "analyzers/config/criteria.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/text.h"

namespace interlock::config {
namespace {

// A page of more is none that people decide by.
constexpr size_t kMostCriteria = 100;

// A signal is named by words in this order, and measured in one of two units.
struct Signal {
  std::string_view name;
  std::string_view first, second;
  std::string_view unit, large_unit;  // the larger is a thousand of the other
};
constexpr Signal kSignals[] = {
    {"latency_p95_ms", "p95", "latency", "ms", "s"},
    {"latency_p99_ms", "p99", "latency", "ms", "s"},
    {"latency_p50_ms", "p50", "latency", "ms", "s"},
    {"error_rate_percent", "error", "rate", "%", ""},
    {"saturation_percent", "saturation", "", "%", ""},
    {"burn_rate", "burn", "rate", "", ""},
};
constexpr std::string_view kAbove[] = {">=",   ">",       "above",
                                       "over", "exceeds", "more than"};

// Walks over the words of one item, in lower case.
class Cursor {
 public:
  Cursor(std::string_view text, size_t at) : text_(text), at_(at) {}

  size_t at() const { return at_; }
  void SkipSpace() {
    while (at_ < text_.size() && IsAsciiSpace(text_[at_])) ++at_;
  }
  bool Take(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  bool TakeAny(std::span<const std::string_view> words) {
    return std::ranges::any_of(words, [&](auto word) { return Take(word); });
  }
  std::optional<double> TakeNumber() {
    double number = 0;
    const char* begin = text_.data() + at_;
    auto [end, error] =
        std::from_chars(begin, text_.data() + text_.size(), number);
    if (error != std::errc()) return std::nullopt;
    at_ += static_cast<size_t>(end - begin);
    return number;
  }
  // "5m", "5 minutes", "10 consecutive minutes": seconds.
  std::optional<int64_t> TakeTime() {
    auto number = TakeNumber();
    if (!number || *number < 0 || *number > 1e6) return std::nullopt;
    SkipSpace();
    if (Take("consecutive")) SkipSpace();
    std::string_view rest = text_.substr(at_);
    if (rest.empty()) return std::nullopt;
    int64_t unit = rest.front() == 's'   ? 1
                   : rest.front() == 'm' ? 60
                   : rest.front() == 'h' ? 3600
                   : rest.front() == 'd' ? 86400
                                         : 0;
    if (unit == 0 || rest.starts_with("ms")) return std::nullopt;
    while (at_ < text_.size() && text_[at_] >= 'a' && text_[at_] <= 'z') ++at_;
    return static_cast<int64_t>(*number) * unit;
  }

 private:
  std::string_view text_;
  size_t at_;
};

std::string TextOf(int64_t seconds) {
  if (seconds % 86400 == 0) return fmt::format("{}d", seconds / 86400);
  if (seconds % 3600 == 0) return fmt::format("{}h", seconds / 3600);
  if (seconds % 60 == 0) return fmt::format("{}m", seconds / 60);
  return fmt::format("{}s", seconds);
}

// The end of the signal's name in the item, or npos.
size_t FindSignal(std::string_view text, const Signal& signal) {
  size_t at = text.find(signal.first);
  if (at == std::string_view::npos) return at;
  at += signal.first.size();
  if (signal.second.empty()) return at;
  size_t second = text.find(signal.second, at);
  // The two words belong together.
  if (second == std::string_view::npos || second > at + 2) {
    return std::string_view::npos;
  }
  return second + signal.second.size();
}

// The two windows of a burn rate: "over both 10m and 1h", "over 10m/1h".
bool ReadWindows(std::string_view text, size_t at, Criterion& out) {
  std::vector<int64_t> times;
  while (at < text.size() && times.size() < 2) {
    if (!IsDigit(text[at])) {
      ++at;
      continue;
    }
    Cursor cursor(text, at);
    auto time = cursor.TakeTime();
    if (time) times.push_back(*time);
    at = std::max(at + 1, cursor.at());
  }
  if (times.size() != 2) return false;
  out.short_window = std::min(times[0], times[1]);
  out.long_window = std::max(times[0], times[1]);
  return out.short_window > 0;
}

// "for 5 minutes", "over 5 minutes", "sustained 10 minutes", right behind the
// value.
std::optional<int64_t> ReadTime(Cursor cursor) {
  constexpr std::string_view kFor[] = {"for ", "over ", "sustained "};
  cursor.SkipSpace();
  if (!cursor.TakeAny(kFor)) return std::nullopt;
  cursor.SkipSpace();
  return cursor.TakeTime();
}

std::optional<Criterion> ReadOne(std::string_view text, uint32_t begin,
                                 const Signal& signal) {
  size_t at = FindSignal(text, signal);
  if (at == std::string_view::npos) return std::nullopt;
  Cursor cursor(text, at);
  cursor.SkipSpace();
  if (!cursor.TakeAny(kAbove)) return std::nullopt;
  cursor.SkipSpace();
  size_t first = cursor.at();
  auto value = cursor.TakeNumber();
  if (!value) return std::nullopt;
  Criterion one;
  one.signal = signal.name;
  one.value = *value;
  one.value_span = {begin + static_cast<uint32_t>(first),
                    begin + static_cast<uint32_t>(cursor.at())};
  if (signal.name == "burn_rate") {
    bool read = ReadWindows(text, cursor.at(), one);
    return read ? std::optional(one) : std::nullopt;
  }
  cursor.SkipSpace();
  if (!cursor.Take(signal.unit)) {
    bool large = !signal.large_unit.empty() && cursor.Take(signal.large_unit);
    if (!large) return std::nullopt;
    one.value *= 1000;
  }
  one.seconds = ReadTime(cursor);
  return one;
}

}  // namespace

std::string Criterion::Value() const { return fmt::format("{:.6g}", value); }
std::string Criterion::ShortWindow() const { return TextOf(short_window); }
std::string Criterion::LongWindow() const { return TextOf(long_window); }

std::vector<Criterion> ReadCriteria(const Source& source,
                                    std::span<const MarkdownBlock> blocks) {
  std::vector<Criterion> out;
  for (const MarkdownBlock& block : blocks) {
    if (out.size() >= kMostCriteria) break;
    if (block.kind != BlockKind::kListItem) continue;
    std::string text = AsciiLower(source.Text(block.text));
    for (const Signal& signal : kSignals) {
      if (auto one = ReadOne(text, block.text.begin, signal)) {
        out.push_back(std::move(*one));
      }
    }
  }
  return out;
}

bool HasBurnRate(const ConfigFile& slo, const Criterion& wanted) {
  const Node* slos = slo.At("slos");
  if (slos == nullptr) return false;
  for (const Node* one : slos->items) {
    const Node* rates = one->Find("burn_rates");
    if (rates == nullptr) continue;
    for (const Node* rate : rates->items) {
      const Node* long_window = rate->Find("long");
      const Node* short_window = rate->Find("short");
      auto factor = NumberOf(rate->Find("factor"));
      if (!factor || long_window == nullptr || short_window == nullptr) {
        continue;
      }
      if (*factor == wanted.value &&
          ReadDuration(long_window->text) == wanted.long_window &&
          ReadDuration(short_window->text) == wanted.short_window) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace interlock::config
