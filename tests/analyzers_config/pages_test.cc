// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "analyzers/config/criteria.h"
#include "analyzers/config/templates.h"

namespace interlock::config {
namespace {

std::string Criteria(std::string text) {
  Source source("rollback.md", std::move(text));
  auto blocks = ParseMarkdown(source);
  std::string out;
  for (const Criterion& one : ReadCriteria(source, blocks)) {
    out += one.signal + " " + one.Value();
    if (one.seconds) out += " for " + std::to_string(*one.seconds);
    if (one.long_window > 0) {
      out += " over " + one.ShortWindow() + " " + one.LongWindow();
    }
    out += " '" + std::string(source.Text(one.value_span)) + "'\n";
  }
  return out;
}

TEST(ReadCriteria, ReadsLimitsWithTheirUnits) {
  EXPECT_EQ(Criteria("- p95 latency above 1500 ms for 5 minutes\n"),
            "latency_p95_ms 1500 for 300 '1500'\n");
  EXPECT_EQ(Criteria("- P99 latency > 1.5s for 5 consecutive minutes\n"),
            "latency_p99_ms 1500 for 300 '1.5'\n");
  EXPECT_EQ(Criteria("- Error rate > 2% over 5 minutes\n"),
            "error_rate_percent 2 for 300 '2'\n");
  EXPECT_EQ(Criteria("- Saturation > 80% sustained 10 minutes\n"),
            "saturation_percent 80 for 600 '80'\n");
  EXPECT_EQ(Criteria("- SLO burn rate > 2x over 10m/1h windows\n"),
            "burn_rate 2 over 10m 1h '2'\n");
  EXPECT_EQ(Criteria("- burn rate above 14.4 over both 1h and 5m\n"),
            "burn_rate 14.4 over 5m 1h '14.4'\n");
}

TEST(ReadCriteria, LeavesOutWhatIsNoLimit) {
  for (const char* text :
       {"p95 latency above 1500 ms\n", "- p95 latency is fine\n",
        "- p95 latency above normal\n", "- p95 of the latency above 9 ms\n",
        "- error rate above 2\n", "- burn rate above 2\n",
        "- any breach of the gate\n", "- p95 latency above \n", ""}) {
    EXPECT_EQ(Criteria(text), "") << text;
  }
}

PageState State(std::string text) {
  Source source("a.md", std::move(text));
  auto blocks = ParseMarkdown(source);
  return StateOf(source, blocks);
}

TEST(StateOf, CountsAnswersAndWhatIsOpen) {
  PageState page = State(
      "# Plan\n\n- Type: (column, index)\n- Owner: @acme/data\n- Steps:\n"
      "  1. Expand: <DDL>\n- On-call:\n");
  EXPECT_EQ(page.answers, 1u);
  EXPECT_EQ(page.open, 3u);
  EXPECT_EQ(State("# Plan\n").answers, 0u);
  EXPECT_EQ(State("# Plan\n").open, 0u);
  EXPECT_EQ(State("# Plan\n\nRun the script.\n").answers, 1u);
  EXPECT_EQ(State("# Plan\n<!-- say how -->\n").answers, 0u);
  EXPECT_EQ(State("| Phase | Date |\n|---|---|\n| Expand | TBD |\n").answers,
            0u);
  EXPECT_EQ(State("| Phase | Date |\n|---|---|\n| Expand | today |\n").answers,
            1u);
}

TEST(IsHint, KnowsPlaceholders) {
  for (const char* text : {"", " ", "(low, high)", "<name>", "[date]", "TBD",
                           "todo", "...", "?", "(flags to turn)."}) {
    EXPECT_TRUE(IsHint(text)) << text;
  }
  for (const char* text : {"none", "(a) and (b)", "low", "turn a <b> off"}) {
    EXPECT_FALSE(IsHint(text)) << text;
  }
}

}  // namespace
}  // namespace interlock::config
