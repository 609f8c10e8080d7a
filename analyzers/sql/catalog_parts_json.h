// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "analyzers/sql/catalog_access.h"
#include "core/json_writer.h"

// The parts of the catalog's JSON that need no more than the moment's view.
// docs/json.md says what each key means.
namespace interlock::sql {

void WriteTriggerJson(const View& view, const TriggerFact& trigger,
                      JsonWriter& out);
void WritePolicyJson(const View& view, const PolicyFact& policy,
                     JsonWriter& out);
void WriteRuleJson(const View& view, const RuleFact& rule, JsonWriter& out);

// "type", "start", "increment", "minimum", "maximum", "cache", "cycle": what
// the server fills in included. Nothing of one older than the history.
void WriteSequenceOptions(const View& view, const Relation& sequence,
                          JsonWriter& out);

// "owner", "grants" and "comment" of any object, each only if there is one.
void WriteSaid(const View& view, const Object& object, JsonWriter& out);
void WriteGrants(const std::vector<Access>& access, JsonWriter& out);

// "default_privileges", "statistics", "publications", "schema_facts"
void WriteOthers(const View& view, JsonWriter& out);

}  // namespace interlock::sql
