// SPDX-License-Identifier: Apache-2.0
// What was there once, and whether all of it was seen.
#include <algorithm>

#include "analyzers/sql/catalog.h"

namespace interlock::sql {

Time View::GoneSince(const Name& name) const {
  return catalog_->GoneSince(catalog_->names_, name.schema, name.name, time_);
}

Time View::TypeGoneSince(std::string_view schema, std::string_view name) const {
  return catalog_->GoneSince(catalog_->type_names_, schema, name, time_);
}

Time Catalog::GoneSince(const SlotTable& table, std::string_view schema,
                        std::string_view name, Time time) const {
  Time gone = kBeforeAll;
  auto look = [&](std::string_view searched) {
    const Slot* slot = table.Find(nullptr, searched, name);
    const Version* version =
        slot == nullptr ? nullptr : Version::Before(slot->newest, time);
    // The fold assumes what the op at this time uses, just before it.
    bool assumed = version != nullptr && version->born + 1 == time &&
                   version->value != nullptr && &table == &names_ &&
                   static_cast<const Relation*>(version->value)->assumed;
    if (assumed) version = version->prev;
    if (version == nullptr) return;
    if (version->value != nullptr) gone = kNever;
    gone = std::max(gone, version->born);
  };
  if (!schema.empty()) {
    look(schema);
  } else {
    for (std::string_view searched : PathAt(time)) look(searched);
  }
  return gone == kNever ? kBeforeAll : gone;
}

Time View::SchemaGoneSince(std::string_view name) const {
  for (const Slot* slot : catalog_->schemas()) {
    if (slot->name != name) continue;
    const Version* version = Version::Before(slot->newest, time_);
    bool gone = version != nullptr && version->value == nullptr;
    return gone ? version->born : kBeforeAll;
  }
  return kBeforeAll;
}

bool View::IsAssumedNow(const Relation& relation) const {
  if (!relation.assumed) return false;
  return relation.born == kBeforeAll ? SeesEverything()
                                     : relation.born + 1 == time_;
}

bool View::HasNoExtensions() const {
  return std::ranges::all_of(catalog_->extensions(), [&](const Slot* slot) {
    return slot->name == "plpgsql" ||
           Version::Before(slot->newest, time_) == nullptr;
  });
}

bool View::MakesCasts() const { return catalog_->first_cast_ < time_; }

std::string_view View::TextAt(Time written) const {
  const auto& texts = catalog_->texts_;
  auto after =
      std::ranges::upper_bound(texts, written, {}, &Catalog::Text::from);
  if (after == texts.begin()) return {};
  return std::prev(after)->source->text();
}

bool View::SeesSince(Time from) const {
  const auto& opaque = catalog_->opaque_;
  auto at = std::ranges::lower_bound(opaque, from);
  return at == opaque.end() || *at >= time_;
}

bool View::SeesEverything() const {
  return Absent() == Answer::kNo && catalog_->first_made_ < time_ &&
         catalog_->first_alien_ >= time_;
}

bool View::IsNamedElsewhere(std::string_view name) const {
  return catalog_->names_.Find(nullptr, {}, name) != nullptr;
}

}  // namespace interlock::sql
