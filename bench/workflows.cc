// SPDX-License-Identifier: Apache-2.0
#include "bench/workflows.h"

#include <fmt/format.h>

#include <iterator>

#include "bench/random.h"
#include "bench/words.h"

namespace interlock::bench {
namespace {

class WorkflowWriter {
 public:
  explicit WorkflowWriter(uint64_t seed) : random_(seed) {}

  std::string Make() {
    Head();
    Write("jobs:\n");
    const size_t jobs = random_.Between(1, 5);
    for (size_t i = 0; i < jobs; ++i) Job(i);
    return std::move(text_);
  }

 private:
  template <class... Args>
  void Write(std::string_view format, const Args&... args) {
    fmt::vformat_to(std::back_inserter(text_), format,
                    fmt::make_format_args(args...));
  }

  void Head() {
    if (random_.Percent(30)) {
      Write("# Runs for {}; ask {} first.\n", random_.Of(kNouns),
            random_.Of(kAreas));
    }
    Write("name: {} {}\n\non:\n", random_.Of(kVerbs), random_.Of(kNouns));
    Write("  push:\n    branches: [main, 'release/**']\n");
    Write("  pull_request:\n");
    if (random_.Percent(40)) {
      Write("    paths:\n      - \"services/{}/**\"\n      - '!**/*.md'\n",
            random_.Of(kAreas));
    }
    if (random_.Percent(20)) Write("  schedule:\n    - cron: '17 4 * * 1'\n");
    if (random_.Percent(30)) Dispatch();
    Write("\n");
    if (random_.Percent(60)) Write("permissions:\n  contents: read\n\n");
    if (random_.Percent(40)) {
      Write(
          "concurrency:\n  group: ${{{{ github.workflow }}}}-${{{{ "
          "github.ref }}}}\n  cancel-in-progress: true\n\n");
    }
    if (random_.Percent(40)) {
      Write("env:\n  REGION: eu-west-{}\n  NODE_VERSION: \"{}\"\n\n",
            random_.Between(1, 3), random_.Between(18, 24));
    }
  }

  void Dispatch() {
    Write(
        "  workflow_dispatch:\n    inputs:\n      version:\n"
        "        description: >-\n          What to release, as a tag or\n"
        "          a commit.\n        required: true\n        type: string\n"
        "      dry_run:\n        type: boolean\n        default: false\n");
  }

  void Job(size_t number) {
    Write("  job{}:\n", number);
    if (random_.Percent(60)) {
      Write("    name: {} {}\n", random_.Of(kVerbs), random_.Of(kAreas));
    }
    Write("    runs-on: ubuntu-24.04\n");
    if (random_.Percent(60)) {
      Write("    timeout-minutes: {}\n", random_.Between(5, 60));
    }
    if (number > 0 && random_.Percent(70)) {
      Write("    needs: [job{}]\n", random_.Below(number));
    }
    if (random_.Percent(15)) {
      Write("    if: github.event_name == 'push' && !cancelled()\n");
    }
    if (random_.Percent(10)) Write("    environment: production\n");
    if (random_.Percent(30)) Matrix();
    if (random_.Percent(25)) Services();
    Write(
        "    steps:\n      - uses: actions/checkout@v4\n        with:\n"
        "          fetch-depth: 0\n");
    const size_t steps = random_.Between(2, 9);
    for (size_t i = 0; i < steps; ++i) Step(i);
    Write("\n");
  }

  void Matrix() {
    Write(
        "    strategy:\n      fail-fast: false\n      matrix:\n"
        "        os: [ubuntu-24.04, windows-2022]\n"
        "        version: ['{}', '{}', '{}']\n",
        random_.Between(16, 18), random_.Between(19, 20),
        random_.Between(21, 24));
    if (random_.Percent(40)) {
      Write(
          "        include:\n          - os: macos-14\n"
          "            version: '{}'\n            experimental: true\n",
          random_.Between(20, 24));
    }
  }

  void Services() {
    Write(
        "    services:\n      postgres:\n        image: postgres:{}\n"
        "        env:\n          POSTGRES_PASSWORD: postgres\n"
        "        ports: [\"5432:5432\"]\n        options: >-\n"
        "          --health-cmd pg_isready\n"
        "          --health-interval 10s\n",
        random_.Between(13, 18));
  }

  void Step(size_t number) {
    if (random_.Percent(35)) {
      Write(
          "      - uses: {}\n        with:\n          name: {}\n"
          "          token: ${{{{ secrets.{}_TOKEN }}}}\n",
          random_.Of(kActions), random_.Of(kNouns), "DEPLOY");
      return;
    }
    Write("      - name: {} {} # step {}\n", random_.Of(kVerbs),
          random_.Of(kNouns), number);
    if (random_.Percent(25)) {
      Write(
          "        env:\n          DATABASE_URL: postgres://u@localhost/{}\n"
          "          TOKEN: ${{{{ secrets.GITHUB_TOKEN }}}}\n",
          random_.Of(kAreas));
    }
    if (random_.Percent(40)) {
      Write("        run: {}\n", random_.Of(kCommands));
      return;
    }
    Write("        run: |\n          set -euo pipefail\n");
    for (size_t i = random_.Between(1, 8); i > 0; --i) {
      Write("          {} --area \"{}\" # {}\n", random_.Of(kCommands),
            random_.Of(kAreas), random_.Of(kNouns));
    }
    if (random_.Percent(8)) {
      Write("          echo \"${{{{ github.event.pull_request.title }}}}\"\n");
    }
  }

  Random random_;
  std::string text_;
};

}  // namespace

std::string MakeWorkflow(uint64_t seed) { return WorkflowWriter(seed).Make(); }

}  // namespace interlock::bench
