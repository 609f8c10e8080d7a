// SPDX-License-Identifier: Apache-2.0
#include "analyzers/sql/baseline.h"

#include "analyzers/sql/targets.h"

namespace interlock::sql {
namespace {

std::string KeyOf(std::string_view schema, std::string_view name) {
  std::string key(schema.empty() ? "public" : schema);
  key += '.';
  return key += name;
}
std::string KeyOf(const Name& name) { return KeyOf(name.schema, name.name); }

// What an op makes under a name that must be free.
Name MadeBy(const Op& op) {
  switch (op.kind) {
    case OpKind::kCreateTable: {
      const auto& create = static_cast<const CreateTable&>(op);
      bool lasting = create.persistence != Persistence::kTemporary;
      return create.if_not_exists || !lasting ? Name{} : create.table;
    }
    case OpKind::kCreateIndex: {
      const auto& create = static_cast<const CreateIndex&>(op);
      if (create.if_not_exists || create.name.empty()) return {};
      return {create.table.schema, create.name.text, create.name.span};
    }
    case OpKind::kCreateView: {
      const auto& create = static_cast<const CreateView&>(op);
      return create.or_replace || create.if_not_exists ? Name{} : create.view;
    }
    case OpKind::kCreateSequence: {
      const auto& create = static_cast<const CreateSequence&>(op);
      return create.if_not_exists ? Name{} : create.sequence;
    }
    case OpKind::kRenameTable: {
      const auto& rename = static_cast<const RenameTable&>(op);
      return {rename.table.schema, rename.to.text, rename.to.span};
    }
    case OpKind::kCreateEnum:
      return static_cast<const CreateEnum&>(op).type;
    case OpKind::kCreateDomain:
      return static_cast<const CreateDomain&>(op).domain;
    case OpKind::kCreateType:
      return static_cast<const CreateType&>(op).type;
    default:
      return {};
  }
}

}  // namespace

BaselineFilter::BaselineFilter(std::span<const SqlFile* const> migrations) {
  for (const SqlFile* file : migrations) {
    if (file == nullptr) continue;
    for (const Statement& statement : file->statements) {
      if (statement.section == Section::kDown) continue;
      for (const Op* op : file->OpsOf(statement)) See(*op);
    }
  }
}

void BaselineFilter::Note(const Name& name, bool created) {
  std::string key = KeyOf(name);
  if (created_.contains(key) || used_.contains(key)) return;
  (created ? created_ : used_).insert(std::move(key));
}

void BaselineFilter::See(const Op& op) {
  Name made = MadeBy(op);
  if (op.kind == OpKind::kCreateDomain) {
    return Note(made, true);
  }
  ForEachTarget(op, [&](const Name& name) {
    bool itself = KeyOf(name) == KeyOf(made);
    Note(name, itself && !made.empty());
  });
  if (!made.empty()) Note(made, true);
}

bool BaselineFilter::Creates(const Name& name) const {
  return !name.empty() && created_.contains(KeyOf(name));
}

bool BaselineFilter::Keeps(const Op& op) const {
  if (Creates(MadeBy(op))) return false;
  bool keeps = true;
  ForEachTarget(op, [&](const Name& name) { keeps &= !Creates(name); });
  return keeps;
}

Time ReplayBaseline(std::span<const SqlFile* const> files,
                    const BaselineFilter* filter, Time time,
                    CatalogBuilder& fold) {
  for (const SqlFile* file : files) {
    fold.BeginFile(*file, time);
    for (const Statement& statement : file->statements) {
      if (statement.section == Section::kDown) continue;
      for (const Op* op : file->OpsOf(statement)) {
        if (filter == nullptr || filter->Keeps(*op)) fold.Apply(*op, time);
        ++time;
      }
    }
  }
  return time;
}

}  // namespace interlock::sql
