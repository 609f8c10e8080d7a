// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "analyzers/governance/script_lines.h"

namespace interlock::governance {
namespace {

template <class Find>
std::string Found(Find find, std::string text) {
  Source source("a", std::move(text));
  std::string out;
  for (Span span : find(source)) {
    out += std::string(source.Text(span)) + "\n";
  }
  return out;
}

TEST(FindRequiredYaml, FindsCallsAlone) {
  EXPECT_EQ(Found(FindRequiredYaml, "a = require('./b.yaml');\n"),
            "require('./b.yaml')\n");
  EXPECT_EQ(Found(FindRequiredYaml, "f(require(\"b.yml\"), require('c.js'))"),
            "require(\"b.yml\")\n");
  EXPECT_EQ(Found(FindRequiredYaml,
                  "// require('b.yaml')\nrequire.resolve('b.yaml')\n"
                  "require(`b.yaml`)\nrequire('b.yaml' + c)\nrequire('b"),
            "");
}

TEST(FindRowStatements, NeedsALoopOverRows) {
  EXPECT_EQ(Found(FindRowStatements,
                  "for (const r of rows) {\n  q('UPDATE a SET b=1 WHERE id=$1')"
                  ";\n}\nq('UPDATE a SET b=1 WHERE id=$1');\n"),
            "UPDATE a SET b=1 WHERE id=$1\n");
  EXPECT_EQ(Found(FindRowStatements,
                  "for row in rows:\n    c.execute(\"delete from a where id = "
                  "%s\", row)\n"),
            "delete from a where id = %s\n");
  EXPECT_EQ(Found(FindRowStatements,
                  "while (true) {\n  q('UPDATE a SET b=1 WHERE id=$1');\n}\n"),
            "");
  EXPECT_EQ(Found(FindRowStatements,
                  "for (const b of c) {\n  q('UPDATE a SET b=1 WHERE id IN "
                  "($1)');\n  q('SELECT 1 WHERE id = $1');\n}\n"),
            "");
}

TEST(FindListedMigrations, LeavesSortedListsAlone) {
  EXPECT_EQ(Found(FindListedMigrations, "for f in $(ls a/*.sql); do\n"),
            "$(ls a/*.sql)\n");
  EXPECT_EQ(Found(FindListedMigrations, "for f in `ls *.sql`; do\n"),
            "`ls *.sql`\n");
  EXPECT_EQ(Found(FindListedMigrations,
                  "$(ls a/*.sql | sort -V)\n# $(ls *.sql)\n$(ls *.txt)\n"
                  "$(ls *.sql\n"),
            "");
}

}  // namespace
}  // namespace interlock::governance
