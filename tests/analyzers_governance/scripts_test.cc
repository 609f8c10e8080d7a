// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "analyzers/governance/script_lines.h"
#include "analyzers/governance/workflow_text.h"

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

TEST(OnlyPrints, IsNothingButPrinting) {
  for (const char* text : {"echo a", "echo a\n# b\n\nprintf 'x'\n", "true",
                           "set -e\necho \"a b\"\n"}) {
    EXPECT_TRUE(OnlyPrints(text)) << text;
  }
  for (const char* text : {"", "# a", "make", "echo \"$(make)\"", "echo a | b",
                           "echo a > b", "echo a && make", "echo ::error::a"}) {
    EXPECT_FALSE(OnlyPrints(text)) << text;
  }
}

TEST(DestructiveIn, LeavesPreviewsAlone) {
  EXPECT_EQ(DestructiveIn("a\nkubectl delete ns prod\n"), "kubectl delete ");
  EXPECT_EQ(DestructiveIn("kubectl delete ns pr-1\n"), "");
  EXPECT_EQ(DestructiveIn("kubectl scale --replicas=3 deploy/a\n"), "");
}

}  // namespace
}  // namespace interlock::governance
