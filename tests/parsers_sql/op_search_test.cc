// SPDX-License-Identifier: Apache-2.0
#include "parsers/sql/op_search.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "tests/parsers_sql/parsed.h"

namespace interlock::sql {
namespace {

template <class... T>
std::vector<size_t> PlacesOf(const std::vector<OpKind>& list) {
  std::vector<size_t> places;
  EachPlaceOf<T...>(list, [&](size_t at) { places.push_back(at); });
  return places;
}

template <class... T>
std::vector<size_t> PlacesOneByOne(const std::vector<OpKind>& list) {
  std::vector<size_t> places;
  for (size_t i = 0; i < list.size(); ++i) {
    if (((list[i] == T::kKind) || ...)) places.push_back(i);
  }
  return places;
}

TEST(OpSearch, FindsWhatLookingAtEachFinds) {
  const OpKind kinds[] = {OpKind::kCreateTable, OpKind::kDropTable,
                          OpKind::kUpdate, OpKind::kCreateIndex};
  std::mt19937 random(1);
  for (size_t size = 0; size < 300; ++size) {
    std::vector<OpKind> list;
    for (size_t i = 0; i < size; ++i) list.push_back(kinds[random() % 4]);
    EXPECT_EQ(PlacesOf<Update>(list), PlacesOneByOne<Update>(list));
    EXPECT_EQ((PlacesOf<DropTable, CreateTable>(list)),
              (PlacesOneByOne<DropTable, CreateTable>(list)));
    EXPECT_EQ((PlacesOf<Update, Delete, CreateIndex>(list)),
              (PlacesOneByOne<Update, Delete, CreateIndex>(list)));
    EXPECT_TRUE(PlacesOf<Delete>(list).empty());
  }
}

TEST(OpSearch, KindsOfAFileAreThoseOfItsOps) {
  for (Framework framework : {Framework::kPlain, Framework::kLiquibase}) {
    Parsed p(
        "--liquibase formatted sql\n--changeset a:1\n"
        "ALTER TABLE t ADD a int, DROP b, ALTER c TYPE text;\n"
        "--rollback ALTER TABLE t DROP a;\n"
        "--changeset a:2\nDO $$ BEGIN DROP TABLE u; UPDATE v SET a = 1; END "
        "$$;\n--rollback CREATE TABLE u ();\nUPDATE t SET a = 2;\n",
        framework);
    ASSERT_EQ(p.file.op_kinds.size(), p.file.ops.size());
    ASSERT_GE(p.file.ops.size(), 7u);
    for (size_t i = 0; i < p.file.ops.size(); ++i) {
      EXPECT_EQ(p.file.op_kinds[i], p.file.ops[i]->kind);
      EXPECT_TRUE(p.file.kinds.Has(p.file.ops[i]->kind));
    }
  }
}

TEST(OpSearch, EachOpGivesThemInOrder) {
  Parsed p("CREATE TABLE a (); DROP TABLE b; CREATE TABLE c (); SELECT 1;");
  std::string names;
  p.file.EachOp<DropTable, CreateTable>([&](const auto& op) {
    if (const auto* made = As<CreateTable>(op)) names += made->table.name;
    if (const auto* drop = As<DropTable>(op)) names += drop->tables[0].name;
  });
  EXPECT_EQ(names, "abc");
}

}  // namespace
}  // namespace interlock::sql
