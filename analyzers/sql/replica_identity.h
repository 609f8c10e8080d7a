// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "analyzers/sql/catalog.h"

namespace interlock::sql {

// The index that REPLICA IDENTITY USING INDEX named, while it stands; null
// when rows are known to replication by something else.
inline const Relation* ReplicaIndexOf(const View& view, const Relation& table) {
  const Note* said = view.Said(table, Trait::kReplicaIdentity);
  const Note* named = view.Said(table, Trait::kReplicaIdentity, "index");
  bool index = said != nullptr && said->value == "index" && named != nullptr;
  if (!index) return nullptr;
  View then = view.Just(named->when);
  const Relation* found = then.Find(then.NameOf(table).schema, named->value);
  bool stands = found != nullptr && found->AliveAt(view.time());
  return stands ? found : nullptr;
}

}  // namespace interlock::sql
