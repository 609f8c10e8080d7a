// SPDX-License-Identifier: Apache-2.0
// What follows from a condition, by the server's own few ways to see it.
#include "analyzers/sql/formula.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <compare>
#include <optional>

namespace interlock::sql {
namespace {

using Kind = Formula::Kind;

// How one literal stands to another.
enum class Stand : uint8_t { kUnknown, kBefore, kEqual, kAfter, kDiffers };

Stand StandOf(std::strong_ordering order) {
  if (order == std::strong_ordering::less) return Stand::kBefore;
  return order == std::strong_ordering::greater ? Stand::kAfter : Stand::kEqual;
}

// "-007.50" as its sign, "7" and "5".
struct Decimal {
  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
};

bool AllDigits(std::string_view text) {
  return text.find_first_not_of("0123456789") == text.npos;
}

std::optional<Decimal> DecimalOf(std::string_view text) {
  Decimal out;
  if (text.starts_with('-') || text.starts_with('+')) {
    out.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  size_t point = text.find('.');
  out.whole = text.substr(0, point);
  if (point != text.npos) out.fraction = text.substr(point + 1);
  bool empty = out.whole.empty() && out.fraction.empty();
  if (empty || !AllDigits(out.whole) || !AllDigits(out.fraction)) return {};
  while (out.whole.starts_with('0')) out.whole.remove_prefix(1);
  while (out.fraction.ends_with('0')) out.fraction.remove_suffix(1);
  if (out.whole.empty() && out.fraction.empty()) out.negative = false;
  return out;
}

std::strong_ordering CompareSize(const Decimal& a, const Decimal& b) {
  if (auto longer = a.whole.size() <=> b.whole.size(); longer != 0) {
    return longer;
  }
  if (auto more = a.whole <=> b.whole; more != 0) return more;
  return a.fraction <=> b.fraction;
}

Stand CompareNumbers(std::string_view a, std::string_view b) {
  std::optional<Decimal> x = DecimalOf(a);
  std::optional<Decimal> y = DecimalOf(b);
  if (!x || !y) return Stand::kUnknown;
  if (x->negative != y->negative) {
    return x->negative ? Stand::kBefore : Stand::kAfter;
  }
  return x->negative ? StandOf(CompareSize(*y, *x))
                     : StandOf(CompareSize(*x, *y));
}

// Year, month, day, hour, minute, second, millionths; then the zone's text.
struct Instant {
  std::array<int, 7> parts{};
  std::string_view zone;
};

bool TakeNumber(std::string_view& text, size_t digits, int* out) {
  if (text.size() < digits || !AllDigits(text.substr(0, digits))) return false;
  std::from_chars(text.data(), text.data() + digits, *out);
  text.remove_prefix(digits);
  return true;
}

bool TakeChar(std::string_view& text, std::string_view any) {
  if (text.empty() || any.find(text.front()) == any.npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Instant> InstantOf(std::string_view text) {
  Instant out;
  auto& p = out.parts;
  bool day = TakeNumber(text, 4, &p[0]) && TakeChar(text, "-") &&
             TakeNumber(text, 2, &p[1]) && TakeChar(text, "-") &&
             TakeNumber(text, 2, &p[2]);
  if (!day) return {};
  if (text.empty()) return out;
  bool time = TakeChar(text, " T") && TakeNumber(text, 2, &p[3]) &&
              TakeChar(text, ":") && TakeNumber(text, 2, &p[4]);
  if (!time) return {};
  if (TakeChar(text, ":") && !TakeNumber(text, 2, &p[5])) return {};
  if (TakeChar(text, ".")) {
    int scale = 100000;
    while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
      p[6] += (text[0] - '0') * scale;
      scale /= 10;
      text.remove_prefix(1);
    }
    if (scale == 0) return {};
  }
  out.zone = text;
  return out;
}

Stand CompareMoments(std::string_view a, std::string_view b) {
  std::optional<Instant> x = InstantOf(a);
  std::optional<Instant> y = InstantOf(b);
  if (!x || !y || x->zone != y->zone) return Stand::kUnknown;
  return StandOf(x->parts <=> y->parts);
}

Stand Compare(std::string_view a, std::string_view b, LiteralOrder order) {
  if (a == b) return Stand::kEqual;
  switch (order) {
    case LiteralOrder::kInteger:
    case LiteralOrder::kNumber:
      return CompareNumbers(a, b);
    case LiteralOrder::kMoment:
      return CompareMoments(a, b);
    case LiteralOrder::kText:
      return Stand::kDiffers;
    case LiteralOrder::kSame:
      break;
  }
  return Stand::kUnknown;
}

// What must hold between the known literal and the wanted one.
enum class Need : uint8_t {
  kNever,
  kBelow,
  kAtMost,
  kSame,
  kAtLeast,
  kAbove,
  kOther
};

constexpr Need kN = Need::kNever;
constexpr Need kB = Need::kBelow;
constexpr Need kM = Need::kAtMost;
constexpr Need kS = Need::kSame;
constexpr Need kL = Need::kAtLeast;
constexpr Need kA = Need::kAbove;
constexpr Need kO = Need::kOther;
// By the known comparison, then by the wanted one: < <= = >= > <>.
constexpr Need kNeeds[6][6] = {
    {kM, kM, kN, kN, kN, kM},  // k < c
    {kB, kM, kN, kN, kN, kB},  // k <= c
    {kB, kM, kS, kL, kA, kO},  // k = c
    {kN, kN, kN, kL, kA, kA},  // k >= c
    {kN, kN, kN, kL, kL, kL},  // k > c
    {kN, kN, kN, kN, kN, kS},  // k <> c
};

Answer Holds(Need need, Stand stand) {
  auto in = [&](std::initializer_list<Stand> list, bool differs_may) {
    for (Stand one : list) {
      if (one == stand) return Answer::kYes;
    }
    bool open =
        stand == Stand::kUnknown || (stand == Stand::kDiffers && differs_may);
    return open ? Answer::kUnknown : Answer::kNo;
  };
  switch (need) {
    case Need::kNever:
      return Answer::kNo;
    case Need::kBelow:
      return in({Stand::kBefore}, true);
    case Need::kAtMost:
      return in({Stand::kBefore, Stand::kEqual}, true);
    case Need::kSame:
      return in({Stand::kEqual}, false);
    case Need::kAtLeast:
      return in({Stand::kAfter, Stand::kEqual}, true);
    case Need::kAbove:
      return in({Stand::kAfter}, true);
    case Need::kOther:
      return in({Stand::kBefore, Stand::kAfter, Stand::kDiffers}, false);
  }
  return Answer::kUnknown;
}

char Lower(char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; }

bool SameFolded(char a, char b) { return Lower(a) == Lower(b); }

bool IsColumn(const Atom& known, std::string_view column) {
  if (!known.plain) return known.column == column;
  return std::ranges::equal(known.column, column,
                            [](char a, char b) { return Lower(a) == b; });
}

Answer AtomImplies(const Atom& known, const Atom& wanted, LiteralOrder order) {
  if (known.column.empty()) {
    bool mentions =
        !std::ranges::search(known.literal, wanted.column, SameFolded).empty();
    return mentions ? Answer::kUnknown : Answer::kNo;
  }
  if (!IsColumn(known, wanted.column)) return Answer::kNo;
  if (known.as_text && order != LiteralOrder::kText) return Answer::kNo;
  bool wider = order == LiteralOrder::kInteger &&
               known.literal.find('.') != known.literal.npos;
  if (wider) return Answer::kNo;
  bool null = known.comparison >= Comparison::kIsNull ||
              wanted.comparison >= Comparison::kIsNull;
  if (null) {
    if (known.comparison == wanted.comparison) return Answer::kYes;
    return known.comparison == Comparison::kIsNull ? Answer::kUnknown
                                                   : Answer::kNo;
  }
  Need need = kNeeds[static_cast<size_t>(known.comparison)]
                    [static_cast<size_t>(wanted.comparison)];
  return Holds(need, Compare(known.literal, wanted.literal, order));
}

Answer AtomImplies(const Atom& known, std::span<const Atom> wanted,
                   LiteralOrder order) {
  bool open = false;
  for (const Atom& one : wanted) {
    Answer answer = AtomImplies(known, one, order);
    if (answer == Answer::kYes) return answer;
    open |= answer == Answer::kUnknown;
  }
  return open ? Answer::kUnknown : Answer::kNo;
}

// Depth is that of the formula, which its reader bounds.
Answer NodeImplies(const Formula& known, size_t at,
                   std::span<const Atom> wanted, LiteralOrder order) {
  const Formula::Node& node = known.nodes[at];
  if (node.kind == Kind::kAtom) return AtomImplies(node.atom, wanted, order);
  // AND: one part is enough. OR: each part must do.
  Answer enough = node.kind == Kind::kAnd ? Answer::kYes : Answer::kNo;
  bool open = false;
  for (size_t i = at + 1; i < at + node.size; i += known.nodes[i].size) {
    Answer part = NodeImplies(known, i, wanted, order);
    if (part == enough) return enough;
    open |= part == Answer::kUnknown;
  }
  if (open) return Answer::kUnknown;
  return enough == Answer::kYes ? Answer::kNo : Answer::kYes;
}

}  // namespace

Answer Implies(const Formula& known, std::span<const Atom> wanted,
               LiteralOrder order) {
  if (known.nodes.empty()) return Answer::kNo;
  return NodeImplies(known, 0, wanted, order);
}

}  // namespace interlock::sql
