// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/variants.h"

namespace interlock::sql {
namespace {

constexpr std::string_view kAuto = ".autocommit";
constexpr std::string_view kPostgres = ".postgres";
constexpr std::string_view kPostgresql = ".postgresql";

bool Strip(std::string_view& path, std::string_view ending) {
  if (!path.ends_with(ending)) return false;
  path.remove_suffix(ending.size());
  return true;
}

uint8_t BitOf(Variants::Word word, Variants::Ending ending) {
  int bit = static_cast<int>(word) * 3 + static_cast<int>(ending);
  return static_cast<uint8_t>(1 << bit);
}

}  // namespace

Variants::Variants(std::span<const std::string> paths) {
  for (const std::string& path : paths) {
    std::string_view stem = path;
    // Most paths are told apart by this alone.
    if (stem.find(kPostgres) == stem.npos) continue;
    Ending ending = Strip(stem, ".up.sql")     ? Ending::kUp
                    : Strip(stem, ".down.sql") ? Ending::kDown
                                               : Ending::kPlain;
    if (ending == Ending::kPlain && !Strip(stem, ".sql")) continue;
    Strip(stem, kAuto);
    if (Strip(stem, kPostgres)) {
      by_stem_[stem] |= BitOf(Word::kPostgres, ending);
    } else if (Strip(stem, kPostgresql)) {
      by_stem_[stem] |= BitOf(Word::kPostgresql, ending);
    }
  }
}

bool Variants::Has(std::string_view stem, Word word, Ending ending) const {
  auto at = by_stem_.find(stem);
  return at != by_stem_.end() && (at->second & BitOf(word, ending)) != 0;
}

}  // namespace interlock::sql
