// SPDX-License-Identifier: Apache-2.0
#include "parsers/sql/lower.h"

#include <string>

#include "core/text.h"

namespace interlock::sql {
namespace {

struct Kind {
  ::ObjectType type;
  ObjectKind kind;
};
constexpr Kind kKinds[] = {
    {OBJECT_TABLE, ObjectKind::kTable},
    {OBJECT_COLUMN, ObjectKind::kColumn},
    {OBJECT_INDEX, ObjectKind::kIndex},
    {OBJECT_VIEW, ObjectKind::kView},
    {OBJECT_MATVIEW, ObjectKind::kMaterializedView},
    {OBJECT_SEQUENCE, ObjectKind::kSequence},
    {OBJECT_SCHEMA, ObjectKind::kSchema},
    {OBJECT_TYPE, ObjectKind::kType},
    {OBJECT_DOMAIN, ObjectKind::kDomain},
    {OBJECT_FUNCTION, ObjectKind::kFunction},
    {OBJECT_ROUTINE, ObjectKind::kRoutine},
    {OBJECT_PROCEDURE, ObjectKind::kProcedure},
    {OBJECT_AGGREGATE, ObjectKind::kAggregate},
    {OBJECT_TRIGGER, ObjectKind::kTrigger},
    {OBJECT_POLICY, ObjectKind::kPolicy},
    {OBJECT_RULE, ObjectKind::kRule},
    {OBJECT_TABCONSTRAINT, ObjectKind::kConstraint},
    {OBJECT_DOMCONSTRAINT, ObjectKind::kDomainConstraint},
    {OBJECT_EXTENSION, ObjectKind::kExtension},
    {OBJECT_DATABASE, ObjectKind::kDatabase},
    {OBJECT_TABLESPACE, ObjectKind::kTablespace},
    {OBJECT_ROLE, ObjectKind::kRole},
    {OBJECT_PUBLICATION, ObjectKind::kPublication},
    {OBJECT_SUBSCRIPTION, ObjectKind::kSubscription},
    {OBJECT_STATISTIC_EXT, ObjectKind::kStatistics},
    {OBJECT_COLLATION, ObjectKind::kCollation},
    {OBJECT_OPERATOR, ObjectKind::kOperator},
    {OBJECT_CAST, ObjectKind::kCast},
    {OBJECT_FOREIGN_TABLE, ObjectKind::kForeignTable},
    {OBJECT_FOREIGN_SERVER, ObjectKind::kServer},
    {OBJECT_EVENT_TRIGGER, ObjectKind::kEventTrigger},
    {OBJECT_LANGUAGE, ObjectKind::kLanguage},
    {OBJECT_ATTRIBUTE, ObjectKind::kAttribute},
    {OBJECT_FDW, ObjectKind::kForeignDataWrapper},
    {OBJECT_USER_MAPPING, ObjectKind::kUserMapping},
    {OBJECT_ACCESS_METHOD, ObjectKind::kAccessMethod},
    {OBJECT_OPCLASS, ObjectKind::kOperatorClass},
    {OBJECT_OPFAMILY, ObjectKind::kOperatorFamily},
    {OBJECT_CONVERSION, ObjectKind::kConversion},
    {OBJECT_TRANSFORM, ObjectKind::kTransform},
    {OBJECT_TSPARSER, ObjectKind::kTextSearchParser},
    {OBJECT_TSDICTIONARY, ObjectKind::kTextSearchDictionary},
    {OBJECT_TSTEMPLATE, ObjectKind::kTextSearchTemplate},
    {OBJECT_TSCONFIGURATION, ObjectKind::kTextSearchConfiguration},
    {OBJECT_LARGEOBJECT, ObjectKind::kLargeObject},
    {OBJECT_PARAMETER_ACL, ObjectKind::kParameter},
};

constexpr bool (*kFamilies[])(Lowering&, ::Node*) = {
    LowerAlter, LowerTable,  LowerIndex, LowerData,    LowerSession,
    LowerDrop,  LowerGrants, LowerType,  LowerRoutine, LowerObject,
};

}  // namespace

ObjectKind KindOf(::ObjectType type) {
  for (const Kind& k : kKinds) {
    if (k.type == type) return k.kind;
  }
  return ObjectKind::kOther;
}

std::string_view FirstWords(Lowering& low) {
  Tokens tokens(low.text(), low.statement());
  std::string words;
  for (int i = 0; i < 2; ++i) {
    Token token = tokens.Next();
    if (token.kind != TokenKind::kWord) break;
    if (i > 0) words += ' ';
    for (char c : token.span.In(low.text())) {
      words += c >= 'a' && c <= 'z' ? char(c - 32) : c;
    }
  }
  return low.Keep(words.c_str(), low.statement().begin);
}

void LowerStatement(Lowering& low, ::Node* node) {
  if (node != nullptr) {
    for (auto* family : kFamilies) {
      if (family(low, node)) return;
    }
  }
  low.Add<Unknown>().what = FirstWords(low);
}

}  // namespace interlock::sql
