// SPDX-License-Identifier: Apache-2.0
// The fold's part that deals with the session, with code that runs and with
// data.
#include <algorithm>
#include <string>

#include "analyzers/sql/catalog_builder.h"
#include "analyzers/sql/fold_change.h"
#include "analyzers/sql/targets.h"
#include "analyzers/sql/words.h"
#include "core/text.h"

namespace interlock::sql {
namespace {

// Code is read for the names in it up to this many bytes a history; beyond,
// every name counts as named.
constexpr size_t kMaxScanned = size_t{64} << 20;

bool IsAnyOf(std::string_view word,
             std::initializer_list<std::string_view> list) {
  return std::ranges::any_of(
      list, [&](auto each) { return EqualsIgnoringCase(word, each); });
}

// Code that builds statements out of values, so that no name in it is sure.
bool BuildsStatements(std::string_view code) {
  bool executes = false;
  EachWord(code, [&](std::string_view word) {
    executes |= EqualsIgnoringCase(word, "execute");
  });
  bool pieces = code.find("%I") != code.npos || code.find("%s") != code.npos ||
                code.find("||") != code.npos;
  return executes && pieces;
}

// "a, "B", public": the schemas of a search_path, without the quotes.
std::vector<std::string_view> SchemasOf(std::string_view value) {
  std::vector<std::string_view> schemas;
  for (std::string_view part : Split(value, ',')) {
    part = Trim(part);
    while (part.size() >= 2 && (part.front() == '"' || part.front() == '\'') &&
           part.back() == part.front()) {
      part = part.substr(1, part.size() - 2);
    }
    if (part.empty() || part == "$user" || part == "pg_catalog") continue;
    schemas.push_back(part);
    if (schemas.size() == 16) break;
  }
  return schemas;
}

}  // namespace

bool CatalogBuilder::ChangesSchema(std::string_view code) const {
  if (scanned_ > kMaxScanned) return true;
  bool changes = false;
  EachWord(code, [&](std::string_view word) {
    char first = static_cast<char>(word[0] | 0x20);
    bool may = word.size() >= 4 && word.size() <= 7 &&
               (first == 'c' || first == 'a' || first == 'd' || first == 'e' ||
                first == 'r');
    changes |= may && !changes &&
               IsAnyOf(word, {"create", "alter", "drop", "execute", "rename"});
  });
  return changes;
}

void CatalogBuilder::RunFunctions(std::span<const Name> called) {
  for (const Name& name : called) {
    const Overload* at = Now().FindFunctions(name.schema, name.name);
    for (; at != nullptr && Spend(); at = at->next) {
      const FunctionVersion* version = Now().VersionOf(*at->function);
      // The body may live in an earlier file, whose text is not at hand here.
      if (version != nullptr && version->changes_schema) return TaintAll();
    }
  }
}

void CatalogBuilder::Apply(const SetVariable& op) {
  if (op.variable != "search_path" && !op.variable.empty()) return;
  if (op.scope == SetScope::kLocal && local_path_ == SIZE_MAX) {
    local_path_ = catalog_.paths_.size();
  }
  catalog_.paths_.push_back({time_, op.reset ? std::vector<std::string_view>()
                                             : SchemasOf(op.value)});
}

// SET LOCAL ends with its transaction.
void CatalogBuilder::Apply(const Transaction& op) {
  if (op.word == TransactionWord::kBegin) return FindUndone(op);
  bool ends = op.word == TransactionWord::kCommit ||
              op.word == TransactionWord::kRollback;
  if (!ends || local_path_ == SIZE_MAX) return;
  auto& paths = catalog_.paths_;
  std::vector<std::string_view> before;
  if (local_path_ > 0) before = paths[local_path_ - 1].schemas;
  paths.push_back({time_, std::move(before)});
  local_path_ = SIZE_MAX;
}

void CatalogBuilder::Fill(const Name& name) {
  Relation* relation = Find(name);
  if (relation == nullptr) return;
  relation->filled = std::min(relation->filled, time_);
  int left = kMaxParts;
  for (Relation* at = relation->parent; at && --left > 0; at = at->parent) {
    at->filled = std::min(at->filled, time_);
  }
  EachChildOf(*relation, [&](Relation& child) {
    child.filled = std::min(child.filled, time_);
  });
}

void CatalogBuilder::ApplyData(const Op& op) {
  switch (op.kind) {
    case OpKind::kInsert:
      Fill(To<Insert>(op).table);
      return RunFunctions(To<Insert>(op).query->functions);
    case OpKind::kUpdate:
      return RunFunctions(To<Update>(op).query->functions);
    case OpKind::kDelete:
      return RunFunctions(To<Delete>(op).query->functions);
    case OpKind::kCopyData:
      if (To<CopyData>(op).from) Fill(To<CopyData>(op).table);
      return;
    case OpKind::kSelect:
      return RunFunctions(To<Select>(op).functions);
    case OpKind::kCallProcedure: {
      // One that was not seen being made may do anything.
      const Name& name = To<CallProcedure>(op).procedure;
      if (Now().FindFunctions(name.schema, name.name) == nullptr) {
        return TaintAll();
      }
      return RunFunctions({&name, 1});
    }
    default:
      return;
  }
}

void CatalogBuilder::ApplySessionOp(const Op& op) {
  switch (op.kind) {
    case OpKind::kSetVariable:
      return Apply(To<SetVariable>(op));
    case OpKind::kTransaction:
      return Apply(To<Transaction>(op));
    case OpKind::kDoBlock: {
      const auto& block = To<DoBlock>(op);
      // Its statements follow as ops of their own.
      if (block.body_facts->readable && block.body_facts->dynamic.empty()) {
        return;
      }
      return Taint(file_->source->Text(block.body));
    }
    case OpKind::kServerCommand:
      if (To<ServerCommand>(op).what.starts_with("DROP OWNED")) TaintAll();
      return;
    case OpKind::kUnknown:
      return TaintAll();
    default:
      return ApplyData(op);
  }
}

void CatalogBuilder::TaintAll() {
  catalog_.taints_.push_back(time_);
  catalog_.opaque_.push_back(time_);
}

// What may have been done, or not: from here on not known.
void CatalogBuilder::TaintTargets(const Op& op) {
  if (op.kind >= OpKind::kInsert && op.kind <= OpKind::kSelect) {
    return ApplyData(op);
  }
  catalog_.opaque_.push_back(time_);
  ForEachTarget(op, [&](const Name& name) {
    Relation* relation = Find(name);
    if (relation == nullptr) return;
    relation->tainted = std::min(relation->tainted, time_);
  });
}

// Long: one case for each kind of op.
bool CatalogBuilder::IsDone(const Op& op) {
  View now = Now();
  switch (op.kind) {
    case OpKind::kCreateTable:
      return Find(To<CreateTable>(op).table) != nullptr;
    case OpKind::kCreateView:
      return Find(To<CreateView>(op).view) != nullptr;
    case OpKind::kCreateSequence:
      return Find(To<CreateSequence>(op).sequence) != nullptr;
    case OpKind::kCreateIndex: {
      const auto& create = To<CreateIndex>(op);
      Relation* table = Find(create.table);
      return table != nullptr && !create.name.empty() &&
             Find({now.NameOf(*table).schema, create.name.text, {}});
    }
    case OpKind::kAddColumn: {
      const auto& add = To<interlock::sql::AddColumn>(op);
      Relation* table = Find(add.table);
      return table != nullptr && now.FindColumn(*table, add.column.name.text);
    }
    case OpKind::kDropColumn: {
      const auto& drop = To<DropColumn>(op);
      Relation* table = Find(drop.table);
      return table != nullptr && !now.FindColumn(*table, drop.column.text);
    }
    case OpKind::kRenameColumn: {
      const auto& rename = To<RenameColumn>(op);
      Relation* table = Find(rename.table);
      return table != nullptr && !now.FindColumn(*table, rename.column.text);
    }
    case OpKind::kAddConstraint: {
      const auto& add = To<AddConstraint>(op);
      Relation* table = Find(add.table);
      return table != nullptr && !add.constraint.name.empty() &&
             now.FindConstraint(*table, add.constraint.name.text) != nullptr;
    }
    case OpKind::kDropConstraint: {
      const auto& drop = To<DropConstraint>(op);
      Relation* table = Find(drop.table);
      return table != nullptr && table->complete &&
             now.FindConstraint(*table, drop.constraint.text) == nullptr;
    }
    case OpKind::kCreateEnum:
      return IsType(To<CreateEnum>(op).type);
    case OpKind::kCreateDomain:
      return IsType(To<CreateDomain>(op).domain);
    case OpKind::kCreateType:
      return IsType(To<interlock::sql::CreateType>(op).type);
    case OpKind::kCreateTrigger: {
      const auto& create = To<CreateTrigger>(op);
      return Named(ObjectKind::kTrigger, create.table, kNoIdentity,
                   create.trigger.text) != nullptr;
    }
    case OpKind::kCreatePolicy: {
      const auto& create = To<CreatePolicy>(op);
      return Named(ObjectKind::kPolicy, create.table, kNoIdentity,
                   create.policy.text) != nullptr;
    }
    default:
      return false;
  }
}

bool CatalogBuilder::IsType(const Name& name) {
  return Now().FindType(name.schema, name.name) != nullptr;
}

void CatalogBuilder::Taint(std::string_view code) {
  scanned_ += code.size();
  if (scanned_ > kMaxScanned || BuildsStatements(code)) return TaintAll();
  if (!ChangesSchema(code)) return;
  catalog_.opaque_.push_back(time_);
  std::string lower;
  EachWord(code, [&](std::string_view word) {
    lower = AsciiLower(word);
    for (std::string_view spelled : {std::string_view(lower), word}) {
      if (Relation* named = Find({{}, spelled, {}})) {
        named->tainted = std::min(named->tainted, time_);
      }
    }
  });
}

}  // namespace interlock::sql
