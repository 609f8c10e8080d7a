// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/timeline.h"

#include <algorithm>

#include "core/text.h"

namespace interlock::sql {
namespace {

constexpr uint64_t kMultiplier = 0x9E3779B97F4A7C15u;

uint64_t Mix(uint64_t state, uint64_t word) {
  state = (state ^ word) * kMultiplier;
  return state ^ (state >> 29);
}

template <class Word>
uint64_t Load(const char* at) {
  Word word;
  std::memcpy(&word, at, sizeof(word));
  return word;
}

// Up to eight bytes as one number; of a given length, other bytes give others.
uint64_t LoadShort(const char* at, size_t size) {
  if (size >= 4) {
    return Load<uint32_t>(at) | Load<uint32_t>(at + size - 4) << 32;
  }
  if (size == 0) return 0;
  auto byte = [&](size_t i) { return uint64_t{static_cast<uint8_t>(at[i])}; };
  return byte(0) | byte(size / 2) << 8 | byte(size - 1) << 16;
}

uint64_t MixText(uint64_t state, std::string_view text) {
  const char* at = text.data();
  size_t left = text.size();
  for (; left > 8; left -= 8, at += 8) state = Mix(state, Load<uint64_t>(at));
  return Mix(state, LoadShort(at, left) + (uint64_t{text.size()} << 56));
}

}  // namespace

const Version* Version::Before(const Version* newest, Time time) {
  const Version* at = newest;
  while (at != nullptr && at->born >= time) {
    at = at->jump != nullptr && at->jump->born >= time ? at->jump : at->prev;
  }
  return at;
}

void Slot::Append(Arena& arena, Time born, void* value) {
  if (newest == nullptr) {
    first = {born, 0, value, nullptr, nullptr};
    newest = &first;
    return;
  }
  const Version* jump = newest;
  const Version* far = newest->jump;
  if (far != nullptr && far->jump != nullptr &&
      newest->depth - far->depth == far->depth - far->jump->depth) {
    jump = far->jump;
  }
  newest = arena.New<Version>(born, newest->depth + 1, value, newest, jump);
}

uint64_t HashName(const void* scope, std::string_view schema,
                  std::string_view name) {
  uint64_t state = Mix(kMultiplier, reinterpret_cast<uintptr_t>(scope));
  state = MixText(state, schema);
  return MixText(state, name);
}

size_t SlotTable::Probe(uint64_t hash, const void* scope,
                        std::string_view schema, std::string_view name) const {
  size_t mask = entries_.size() - 1;
  size_t at = hash & mask;
  while (entries_[at].slot != nullptr) {
    const Slot& slot = *entries_[at].slot;
    if (entries_[at].hash == hash && slot.scope == scope &&
        Same(slot.name, name) && Same(slot.schema, schema)) {
      break;
    }
    at = (at + 1) & mask;
  }
  return at;
}

const Slot* SlotTable::Find(const void* scope, std::string_view schema,
                            std::string_view name) const {
  if (entries_.empty()) return nullptr;
  return entries_[Probe(HashName(scope, schema, name), scope, schema, name)]
      .slot;
}

Slot* SlotTable::FindOrAdd(Arena& arena, const void* scope,
                           std::string_view schema, std::string_view name) {
  if (used_ * 2 >= entries_.size()) Grow();
  uint64_t hash = HashName(scope, schema, name);
  Entry& entry = entries_[Probe(hash, scope, schema, name)];
  if (entry.slot == nullptr) {
    ++used_;
    entry.hash = hash;
    entry.slot = arena.New<Slot>(scope, schema, name);
  }
  return entry.slot;
}

size_t NameCounts::Probe(uint64_t hash) const {
  size_t mask = entries_.size() - 1;
  size_t at = hash & mask;
  while (entries_[at].hash != 0 && entries_[at].hash != hash) {
    at = (at + 1) & mask;
  }
  return at;
}

void NameCounts::Count(uint64_t hash, int by) {
  hash = std::max<uint64_t>(hash, 1);
  if (used_ * 2 >= entries_.size()) {
    std::vector<Entry> old(entries_.empty() ? 64 : entries_.size() * 2);
    old.swap(entries_);
    for (const Entry& entry : old) {
      if (entry.hash != 0) entries_[Probe(entry.hash)] = entry;
    }
  }
  Entry& entry = entries_[Probe(hash)];
  if (entry.hash == 0) ++used_;
  entry.hash = hash;
  if (by > 0) ++entry.count;
  if (by < 0 && entry.count > 0) --entry.count;
}

bool NameCounts::Has(uint64_t hash) const {
  if (entries_.empty()) return false;
  return entries_[Probe(std::max<uint64_t>(hash, 1))].count > 0;
}

void SlotTable::Grow() {
  std::vector<Entry> old(entries_.empty() ? 64 : entries_.size() * 2);
  old.swap(entries_);
  size_t mask = entries_.size() - 1;
  for (const Entry& entry : old) {
    if (entry.slot == nullptr) continue;
    size_t at = entry.hash & mask;
    while (entries_[at].slot != nullptr) at = (at + 1) & mask;
    entries_[at] = entry;
  }
}

}  // namespace interlock::sql
