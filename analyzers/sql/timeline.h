// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "core/arena.h"

// Names whose meaning changes as a history goes on. The fold writes; any
// number of threads read afterwards, each asking for its own moment.
namespace interlock::sql {

// A moment in a history: the ordinal of an op. An op at time t sees what ops
// before t did; what it does itself is seen from t + 1 on. 0 comes before all.
using Time = uint32_t;
inline constexpr Time kBeforeAll = 0;
inline constexpr Time kNever = UINT32_MAX;

// What a rule may conclude from a history that is not all there is.
enum class Answer : uint8_t { kNo, kYes, kUnknown };

// One meaning of a name, held from just after `born` until the next version.
// `jump` leaps back over a stretch, so that finding a moment takes O(log n).
struct Version {
  Time born;
  uint32_t depth;
  void* value;  // null: the name means nothing
  const Version* prev;
  const Version* jump;

  // The newest version born before `time`; null when there is none.
  static const Version* Before(const Version* newest, Time time);
};

// One name in one scope: relations of a schema, columns of a table. Most names
// have one meaning ever: it lies beside them.
struct Slot {
  const void* scope = nullptr;
  std::string_view schema;
  std::string_view name;
  const Version* newest = nullptr;
  Version first = {};

  void Append(Arena& arena, Time born, void* value);
  void* At(Time time) const {
    const Version* version = Version::Before(newest, time);
    return version == nullptr ? nullptr : version->value;
  }
};

uint64_t HashName(const void* scope, std::string_view schema,
                  std::string_view name);

// An open-addressing table of slots. Slots live in the arena and never move;
// names are viewed, not copied.
class SlotTable {
 public:
  const Slot* Find(const void* scope, std::string_view schema,
                   std::string_view name) const;
  Slot* FindOrAdd(Arena& arena, const void* scope, std::string_view schema,
                  std::string_view name);
  size_t size() const { return used_; }

 private:
  size_t Probe(uint64_t hash, const void* scope, std::string_view schema,
               std::string_view name) const;
  void Grow();

  struct Entry {
    uint64_t hash = 0;
    Slot* slot = nullptr;
  };
  std::vector<Entry> entries_;
  size_t used_ = 0;
};

// How many things go by a name, by its hash.
class NameCounts {
 public:
  void Count(uint64_t hash, int by);
  bool Has(uint64_t hash) const;

 private:
  struct Entry {
    uint64_t hash = 0;  // 0: free
    uint64_t count = 0;
  };
  // The hash's own entry, or the free one where it belongs.
  size_t Probe(uint64_t hash) const;

  std::vector<Entry> entries_;
  size_t used_ = 0;
};

}  // namespace interlock::sql
