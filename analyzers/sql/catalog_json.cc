// SPDX-License-Identifier: Apache-2.0
// The catalog at a moment, as JSON. docs/json.md says what each key means.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "analyzers/sql/catalog_parts_json.h"
#include "analyzers/sql/catalog_text.h"
#include "analyzers/sql/facts.h"

namespace interlock::sql {
namespace {

std::string_view KindName(ConstraintKind kind) {
  constexpr std::string_view kNames[] = {
      "not null", "check", "unique", "primary key", "foreign key", "exclude"};
  return kNames[static_cast<size_t>(kind)];
}

std::string_view GeneratedName(Generated generated) {
  constexpr std::string_view kNames[] = {
      "", "identity always", "identity by default", "stored", "virtual"};
  return kNames[static_cast<size_t>(generated)];
}

class CatalogJson {
 public:
  CatalogJson(const History& history, const View& view, JsonWriter& out)
      : history_(history), view_(view), out_(out) {}

  void Write() {
    out_.BeginObject();
    WriteSchemas();
    out_.Key("relations").BeginArray();
    for (const Slot* slot : Sorted(view_.catalog().names())) {
      WriteRelation(*slot, *static_cast<const Relation*>(slot->At(time())));
    }
    out_.EndArray().Key("types").BeginArray();
    for (const Slot* slot : Sorted(view_.catalog().types())) {
      WriteType(*slot, *static_cast<const TypeFact*>(slot->At(time())));
    }
    out_.EndArray();
    WriteFunctions();
    WriteOthers(view_, out_);
    WriteUnknown();
    out_.EndObject();
  }

 private:
  Time time() const { return view_.time(); }

  std::vector<const Slot*> Sorted(std::span<const Slot* const> all) const {
    std::vector<const Slot*> alive;
    for (const Slot* slot : all) {
      if (slot->At(time()) != nullptr && slot->schema != kDroppedSchema) {
        alive.push_back(slot);
      }
    }
    std::ranges::sort(alive, [](const Slot* a, const Slot* b) {
      return a->schema != b->schema ? a->schema < b->schema : a->name < b->name;
    });
    return alive;
  }

  void Answered(std::string_view key, Answer answer) {
    out_.Key(key);
    if (answer == Answer::kUnknown)
      out_.Null();
    else
      out_.Bool(answer == Answer::kYes);
  }

  void Names(std::string_view key, std::span<const std::string_view> names) {
    out_.Key(key).BeginArray();
    for (std::string_view name : names) {
      if (name.empty())
        out_.Null();
      else
        out_.String(name);
    }
    out_.EndArray();
  }

  std::string Full(const Relation& relation) const {
    QualifiedName name = view_.NameOf(relation);
    return std::string(name.schema) + "." + std::string(name.name);
  }

  void WriteComment(const Object& object) {
    const Note* said = view_.Said(object, Trait::kComment);
    if (said != nullptr && !said->value.empty()) {
      out_.Field("comment", said->value);
    }
  }

  void WriteSchemas() {
    out_.Key("schemas").BeginArray();
    for (const Slot* slot : Sorted(view_.catalog().schemas())) {
      out_.String(slot->name);
    }
    out_.EndArray().Key("extensions").BeginArray();
    for (const Slot* slot : Sorted(view_.catalog().extensions())) {
      out_.String(slot->name);
    }
    out_.EndArray();
  }

  void WriteExpression(const Relation& relation, const Column& column) {
    if (const Expr* made = view_.GeneratedAs(column)) {
      bool told =
          column.rare != nullptr && column.rare->generated_as != nullptr;
      Time written = told ? column.rare->generated_written : column.added;
      auto names = view_.GeneratedFrom(relation, column);
      out_.Field("expression", RenamedText(history_, *made, written, names));
    } else if (column.default_value != nullptr && HasDefault(view_, column)) {
      out_.Field("default", WrittenText(history_, *column.default_value,
                                        column.defaulted));
    }
  }

  void WriteColumn(const Relation& relation, const Column& column) {
    out_.BeginObject().Field("name", column.name).Key("type");
    if (column.type != nullptr && !column.type->empty())
      out_.String(TypeText(view_, *column.type, column.typed));
    else
      out_.Null();
    Answer not_null = view_.IsNotNull(relation, column.name);
    Answered("not_null", not_null);
    if (not_null == Answer::kYes && view_.catalog().pg_version() >= 18) {
      out_.Field("not_null_name", view_.NotNullName(relation, column));
      out_.BoolField("not_null_valid", column.not_null_valid);
    }
    bool known = column.def != nullptr || column.type != nullptr;
    bool has = HasDefault(view_, column);
    Answered("has_default", has     ? Answer::kYes
                            : known ? Answer::kNo
                                    : Answer::kUnknown);
    WriteExpression(relation, column);
    if (column.generated != Generated::kNo) {
      out_.Field("generated", GeneratedName(column.generated));
    }
    if (!column.local) out_.BoolField("inherited", true);
    std::string_view comment = ColumnComment(view_, relation, column);
    if (!comment.empty()) out_.Field("comment", comment);
    interlock::sql::WriteGrants(AccessTo(view_, relation, column), out_);
    out_.EndObject();
  }

  void WriteConstraint(const ConstraintFact& fact) {
    out_.BeginObject().Field("name", view_.NameOf(fact));
    out_.Field("kind", KindName(fact.def->kind));
    out_.BoolField("valid", view_.IsValid(fact));
    if (!view_.IsEnforced(fact)) out_.BoolField("enforced", false);
    if (view_.IsDeferrable(fact)) out_.BoolField("deferrable", true);
    if (view_.IsDeferred(fact)) out_.BoolField("initially_deferred", true);
    if (!fact.local) out_.BoolField("inherited", true);
    ColumnNames key = view_.KeyOf(fact);
    if (fact.def->kind == ConstraintKind::kCheck) std::ranges::sort(key);
    Names("columns", key);
    if (fact.def->kind == ConstraintKind::kCheck) {
      out_.Field("expression", CheckText(history_, view_, fact));
    }
    if (fact.references != nullptr) {
      out_.Field("references", Full(*fact.references));
      Names("referenced", view_.ReferencedKeyOf(fact));
      const Reference& to = *fact.def->reference;
      out_.Field("on_delete", std::string_view(&to.on_delete, 1));
      out_.Field("on_update", std::string_view(&to.on_update, 1));
    }
    WriteComment(fact);
    out_.EndObject();
  }

  void WriteParts(const Relation& relation) {
    std::map<std::string_view, const ConstraintFact*> constraints;
    view_.EachConstraint(relation, [&](const ConstraintFact& fact) {
      if (!fact.hidden) constraints.emplace(view_.NameOf(fact), &fact);
    });
    out_.Key("constraints").BeginArray();
    for (const auto& [name, fact] : constraints) WriteConstraint(*fact);
    out_.EndArray();
    WriteTriggers(relation);
    std::map<std::string_view, const PolicyFact*> policies;
    view_.EachPolicy(relation, [&](const PolicyFact& policy) {
      policies.emplace(view_.NameOf(policy), &policy);
    });
    out_.Key("policies").BeginArray();
    for (const auto& [name, policy] : policies) {
      WritePolicyJson(view_, *policy, out_);
    }
    out_.EndArray().Key("rules").BeginArray();
    std::map<std::string_view, const RuleFact*> rules;
    view_.EachRule(relation, [&](const RuleFact& rule) {
      rules.emplace(view_.NameOf(rule), &rule);
    });
    for (const auto& [name, rule] : rules) WriteRuleJson(view_, *rule, out_);
    out_.EndArray();
  }

  void WriteTriggers(const Relation& relation) {
    std::map<std::string_view, const TriggerFact*> triggers;
    view_.EachTrigger(relation, [&](const TriggerFact& trigger) {
      triggers.emplace(view_.NameOf(trigger), &trigger);
    });
    out_.Key("triggers").BeginArray();
    for (const auto& [name, trigger] : triggers) {
      WriteTriggerJson(view_, *trigger, out_);
    }
    out_.EndArray();
  }

  void WriteTable(const Relation& relation) {
    out_.Key("columns").BeginArray();
    for (const Column& column : view_.Columns(relation)) {
      WriteColumn(relation, column);
    }
    out_.EndArray();
    out_.BoolField("complete", relation.complete);
    bool view = relation.kind == RelationKind::kView ||
                relation.kind == RelationKind::kMaterializedView;
    if (view) return WriteReads(relation);
    out_.BoolField("partitioned", relation.partitioned);
    std::vector<std::string> parents;
    view_.EachParent(relation, [&](const PartitionLink& link) {
      parents.push_back(Full(*link.parent));
    });
    std::ranges::sort(parents);
    out_.Key("parents").BeginArray();
    for (const std::string& parent : parents) out_.String(parent);
    out_.EndArray();
    auto yes = [&](Trait trait) {
      const Note* said = view_.Said(relation, trait);
      return said != nullptr && !said->value.empty();
    };
    out_.BoolField("row_security", yes(Trait::kRowSecurity));
    out_.BoolField("force_row_security", yes(Trait::kForcedRowSecurity));
    const Note* identity = view_.Said(relation, Trait::kReplicaIdentity);
    out_.Field("replica_identity",
               identity == nullptr ? "default" : identity->value);
    WriteParts(relation);
  }

  // What a view depends on: each relation with its columns.
  void WriteReads(const Relation& view) {
    std::map<std::string, std::vector<std::string_view>> reads;
    bool sure = true;
    for (const Slot* slot : view_.catalog().names()) {
      const auto* on = static_cast<const Relation*>(slot->At(time()));
      if (on == nullptr || on->dependents == nullptr) continue;
      view_.EachDependent(*on, [&](const Dependent& link) {
        if (link.who != &view || link.bond != Bond::kReads) return;
        auto& columns = reads[Full(*on)];
        if (link.column.empty()) return;
        sure &= link.sure;
        columns.push_back(view_.Renamed(*on, link.column, link.since));
      });
    }
    out_.BoolField("reads_known", sure).Key("reads").BeginArray();
    for (auto& [name, columns] : reads) {
      std::ranges::sort(columns);
      out_.BeginObject().Field("relation", name);
      Names("columns", columns);
      out_.EndObject();
    }
    out_.EndArray();
  }

  void WriteIndex(const Relation& index) {
    out_.Field("table", Full(*index.table));
    const ConstraintFact* made = index.made_by;
    bool keyed = made != nullptr && made->AliveAt(time());
    out_.BoolField("unique",
                   index.index != nullptr
                       ? index.index->unique
                       : keyed && made->def->kind != ConstraintKind::kExclude);
    if (keyed) out_.Field("constraint", view_.NameOf(*made));
    out_.BoolField("valid", view_.IsValid(index));
    Names("columns", view_.IndexKeyOf(index));
    Names("include", view_.IncludedIn(index));
    bool partial = index.index != nullptr && index.index->where.present();
    if (keyed && made->def->index->where.present()) partial = true;
    out_.BoolField("partial", partial);
    out_.Field("method", index.index != nullptr ? index.index->method
                         : keyed && !made->def->index->method.empty()
                             ? made->def->index->method
                             : "btree");
  }

  void WriteSequence(const Relation& sequence) {
    const RelationParts* parts = sequence.parts;
    bool owned = parts != nullptr && parts->owner != nullptr &&
                 parts->owned < time() && parts->disowned >= time();
    WriteSequenceOptions(view_, sequence, out_);
    if (!owned) return;
    out_.Field("owner_table", Full(*parts->owner));
    out_.Field("owner_column",
               view_.Renamed(*parts->owner, parts->owner_column, parts->owned));
    out_.BoolField("identity", parts->identity);
  }

  void WriteRelation(const Slot& slot, const Relation& relation) {
    out_.BeginObject().Field("kind", NameOf(relation.kind));
    out_.Field("schema", slot.schema).Field("name", slot.name);
    out_.BoolField("assumed", relation.assumed);
    out_.BoolField("certain", view_.Trusts(relation));
    if (view_.PersistenceOf(relation) != Persistence::kPermanent) {
      out_.Field("persistence",
                 slot.schema == "pg_temp" ? "temporary" : "unlogged");
    }
    if (relation.kind == RelationKind::kIndex && relation.table != nullptr) {
      WriteIndex(relation);
    } else if (relation.kind == RelationKind::kSequence) {
      WriteSequence(relation);
    } else {
      WriteTable(relation);
    }
    WriteSaid(view_, relation, out_);
    out_.EndObject();
  }

  void WriteDomain(const TypeFact& type) {
    out_.BoolField("constrained", type.constrained < time());
    const Note* said = view_.Said(type, Trait::kNotNull);
    bool not_null = said != nullptr
                        ? !said->value.empty()
                        : type.domain != nullptr && type.domain->not_null;
    out_.BoolField("not_null", not_null);
    if (type.domain != nullptr) {
      out_.Field("base", TypeText(view_, type.domain->base, type.born));
    }
    std::map<std::string_view, const ConstraintFact*> all;
    for (auto* at = type.constraints; at != nullptr; at = at->next) {
      if (at->AliveAt(time())) all.emplace(view_.NameOf(*at), at);
    }
    out_.Key("constraints").BeginArray();
    for (const auto& [name, fact] : all) {
      out_.BeginObject().Field("name", name);
      out_.BoolField("valid", view_.IsValid(*fact));
      WriteComment(*fact);
      out_.EndObject();
    }
    out_.EndArray();
  }

  void WriteType(const Slot& slot, const TypeFact& type) {
    constexpr std::string_view kKinds[] = {"enum", "domain", "composite",
                                           "range", "base"};
    out_.BeginObject().Field("schema", slot.schema).Field("name", slot.name);
    out_.Field("kind", kKinds[static_cast<size_t>(type.kind)]);
    out_.BoolField("assumed", type.assumed);
    if (type.kind == TypeKind::kEnum) {
      out_.Key("labels").BeginArray();
      for (std::string_view label : view_.Labels(type)) out_.String(label);
      out_.EndArray();
    } else if (type.kind == TypeKind::kDomain) {
      WriteDomain(type);
    } else if (type.row != nullptr) {
      out_.Key("attributes").BeginArray();
      for (const Column& column : view_.Columns(*type.row)) {
        out_.BeginObject().Field("name", column.name);
        out_.Field("type", TypeText(view_, *column.type, column.typed));
        out_.EndObject();
      }
      out_.EndArray();
    }
    WriteSaid(view_, type, out_);
    out_.EndObject();
  }

  void WriteFunction(const Slot& slot, const FunctionFact& function) {
    const FunctionVersion* version = view_.VersionOf(function);
    if (version == nullptr) return;
    constexpr std::string_view kVolatilities[] = {"volatile", "stable",
                                                  "immutable"};
    out_.BeginObject().Field("schema", slot.schema).Field("name", slot.name);
    out_.BoolField("procedure", version->def->procedure);
    out_.Key("arguments").BeginArray();
    for (const TypeName& type : version->def->arguments) {
      out_.String(BareTypeText(view_, type, version->when));
    }
    out_.EndArray();
    out_.Field("language", version->def->language);
    Volatility volatility = view_.VolatilityOf(function);
    out_.Field("volatility", kVolatilities[static_cast<size_t>(volatility)]);
    const Note* said = view_.Said(function, Trait::kSecurityDefiner);
    bool newer = said != nullptr && said->when >= version->when;
    out_.BoolField("security_definer", newer ? said->value == "yes"
                                             : version->def->security_definer);
    WriteSaid(view_, function, out_);
    out_.EndObject();
  }

  void WriteFunctions() {
    out_.Key("functions").BeginArray();
    for (const Slot* slot : Sorted(view_.catalog().functions())) {
      std::vector<const FunctionFact*> all;
      auto* at = static_cast<const Overload*>(slot->At(time()));
      for (; at != nullptr; at = at->next) all.push_back(at->function);
      std::ranges::sort(all, std::less<>(),
                        [](const FunctionFact* f) { return f->born; });
      for (const FunctionFact* each : all) WriteFunction(*slot, *each);
    }
    out_.EndArray();
  }

  // Where certainty ends, and why.
  void WriteUnknown() {
    out_.Key("unknown").BeginArray();
    if (!view_.catalog().starts_empty()) {
      out_.String("the history begins on a database that holds something");
    }
    const Migration* last = nullptr;
    for (Time time : view_.catalog().opaque()) {
      const Migration* migration = history_.MigrationAt(time);
      if (migration == nullptr || migration == last || time >= this->time()) {
        continue;
      }
      last = migration;
      out_.String(std::string(migration->path) +
                  " does what cannot be read off its text");
    }
    out_.EndArray();
  }

  const History& history_;
  View view_;
  JsonWriter& out_;
};

}  // namespace

void WriteCatalogJson(const History& history, const View& view,
                      JsonWriter& out) {
  CatalogJson(history, view, out).Write();
}

}  // namespace interlock::sql
