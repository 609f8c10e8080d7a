// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "cli/command.h"

// The commands, one per file; command.cc puts them into the table.
namespace interlock::cli {

int RunCheck(const Arguments& arguments, World& world);
int RunFix(const Arguments& arguments, World& world);
int RunExplain(const Arguments& arguments, World& world);
int RunExceptions(const Arguments& arguments, World& world);
int RunReadiness(const Arguments& arguments, World& world);
int RunRules(const Arguments& arguments, World& world);
int RunFacts(const Arguments& arguments, World& world);
int RunDiff(const Arguments& arguments, World& world);
int RunInit(const Arguments& arguments, World& world);
int RunDocs(const Arguments& arguments, World& world);
int RunCompletion(const Arguments& arguments, World& world);

// Flags that every command which reads a repository takes.
#define INTERLOCK_INPUT_FLAGS                                                 \
  {"config", 'c', "FILE", "use this file instead of .interlock.yml"},         \
      {"no-config", 0, "", "use no config file"},                             \
      {"root", 0, "FOLDER",                                                   \
       "the repository's root; found by itself otherwise"},                   \
      {"pg-version", 0, "N", "the oldest PostgreSQL to judge for, 12 to 18"}, \
      {"framework", 0, "NAME", "the tool that runs the migrations"},          \
      {"baseline-schema", 0, "FILE",                                          \
       "SQL of what stood before the first migration; may be given again"},   \
      {"snapshot", 0, "FILE", "what a live server said of its tables"},       \
      {"now", 0, "DATE", "judge as of this day, YYYY-MM-DD"},                 \
      {"threads", 'j', "N",                                                   \
       "threads to use; all that the machine has otherwise"},                 \
  {                                                                           \
    "stdin-filename", 0, "PATH", "read this file's text from standard input"  \
  }

#define INTERLOCK_FILTER_FLAGS                                               \
  {"since", 0, "REF",                                                        \
   "report only what files changed since a revision cause"},                 \
      {"staged", 0, "", "judge the index of git; report staged files only"}, \
      {"rule", 'r', "ID", "run this rule only; may be given again"},         \
      {"persona", 0, "NAME", "regular, pedantic or auditor"},                \
      {"preview", 0, "", "also run rules that may still change"},            \
      {"no-cache", 0, "", "neither read nor write the cache"},               \
      {"cache-folder", 0, "FOLDER", "where the cache is kept"}, {            \
    "no-progress", 0, "", "show no progress on the terminal"                 \
  }

inline constexpr Flag kCheckFlags[] = {
    {"output", 'o', "FORMAT[=FILE]", "how to report; may be given again"},
    {"fail-on", 0, "LEVEL", "exit with 1 at note, warning or error and above"},
    {"exit-zero", 0, "", "exit with 0 whatever is found"},
    {"show-suppressed", 0, "", "also list what is suppressed, and why"},
    {"max-findings", 0, "N", "list at most N findings in text"},
    {"baseline", 0, "FILE", "findings listed there do not fail the run"},
    {"write-baseline", 0, "", "write every live finding into the baseline"},
    {"color", 0, "WHEN", "auto, always or never"},
    {"sarif-category", 0, "NAME", "automationDetails.id of the SARIF run"},
    {"sarif-keep-suppressed", 0, "", "keep suppressed results in SARIF"},
    INTERLOCK_FILTER_FLAGS,
    INTERLOCK_INPUT_FLAGS,
};
inline constexpr Command kCheckCommand{
    "check",
    "[PATH...]",
    "Find what makes a release unsafe",
    "Reads the whole repository for context and reports on the paths given, "
    "or on all\nof it. A folder that has its own .interlock.yml or .git is a "
    "repository of its own.",
    kCheckFlags,
    RunCheck};

inline constexpr Flag kFixFlags[] = {
    {"unsafe", 0, "", "also apply fixes that change what runs"},
    {"diff", 0, "", "print the changes instead of making them"},
    INTERLOCK_FILTER_FLAGS,
    INTERLOCK_INPUT_FLAGS,
};
inline constexpr Command kFixCommand{
    "fix",
    "[PATH...]",
    "Apply the fixes of findings",
    "Applies safe fixes until nothing changes, and writes the files. Exits "
    "with 1 when\nfiles changed, so that a hook stops.",
    kFixFlags,
    RunFix};

inline constexpr Command kExplainCommand{
    "explain", "RULE", "Say what a rule means, why, and what to do",
    "",        {},     RunExplain};

inline constexpr Flag kRulesFlags[] = {
    {"json", 0, "", "print JSON"},
    {"peers", 0, "", "add what other tools call the same check"},
};
inline constexpr Command kRulesCommand{"rules", "",          "List all rules",
                                       "",      kRulesFlags, RunRules};

inline constexpr Flag kFactsFlags[] = {
    {"ops", 0, "", "the operations that each SQL statement is made of"},
    {"effects", 0, "", "locks, rewrites and what each statement blocks"},
    {"setup", 0, "FILE", "with --effects and one file: SQL that ran before"},
    {"catalog", 0, "", "the schema after the whole history"},
    {"reversibility", 0, "",
     "whether what takes each migration back gives back what was there"},
    {"after", 0, "FILE", "the schema after that migration, alone"},
    {"as", 0, "FORM", "the schema as json, sql or table; json without this"},
    {"checks", 0, "", "the check names that workflows produce"},
    {"event", 0, "NAME",
     "with --checks: their state under that event, not on pull requests"},
    {"protection", 0, "", "the checks that protections require"},
    INTERLOCK_INPUT_FLAGS,
};
inline constexpr Command kFactsCommand{
    "facts",
    "[PATH...]",
    "Print what interlock knows, as JSON",
    "Without a choice of facts, prints all of them. --effects with one file\n"
    "tells what each of its statements does to a server on which the set-up\n"
    "ran long before: a table on a terminal, JSON elsewhere.",
    kFactsFlags,
    RunFacts};

inline constexpr Flag kExceptionsFlags[] = {
    {"output", 'o', "FORMAT", "text, markdown or json"},
    {"within", 0, "DAYS", "what ends within so many days is ending; 30"},
    {"extend", 0, "ID", "move the end of that exception, or of PATH:LINE"},
    {"until", 0, "DATE", "with --extend: its new end"},
    {"reason", 0, "TEXT", "with --extend: why it still does no harm"},
    INTERLOCK_INPUT_FLAGS,
};
inline constexpr Command kExceptionsCommand{
    "exceptions",
    "[PATH]",
    "List all vulnerability exceptions with their owners and days left",
    "Reads every format: the allowlist of a home-made gate, Trivy, "
    "OSV-Scanner, Grype,\nSnyk, audit-ci, better-npm-audit, cargo-deny, "
    "cargo-audit, nancy, dependency-check,\nOpenVEX and CSAF. --extend "
    "changes the end and the reason of one and nothing else.",
    kExceptionsFlags,
    RunExceptions};

inline constexpr Flag kReadinessFlags[] = {
    {"output", 'o', "FORMAT", "text, markdown or json"},
    INTERLOCK_INPUT_FLAGS,
};
inline constexpr Command kReadinessCommand{
    "readiness",
    "[PATH]",
    "Say which phases of a safe roll-out this repository meets",
    "Twelve phases, from owners and protections to dashboards: what is there, "
    "with its\nplace, what is missing, and the next step. docs/readiness.md "
    "explains each.",
    kReadinessFlags,
    RunReadiness};

inline constexpr Flag kDiffFlags[] = {
    {"since", 0, "REV",
     "compare the work tree with what it was when it left REV"},
    {"json", 0, "", "print JSON"},
    {"branch", 0, "NAME", "the branch that pull requests go to"},
    {"threads", 'j', "N", "threads to use; all that the machine has otherwise"},
};
inline constexpr Command kDiffCommand{
    "diff",
    "[BEFORE AFTER]",
    "Compare the check names of two trees, or a tree with a protection",
    "BEFORE and AFTER are folders or revisions of the repository in the "
    "current folder;\nA..B is two revisions in one word, A...B what B changed "
    "since it left A. Prints\nthe checks that pull requests gain, lose or get "
    "under another name, and what\nprotections must require instead, as a "
    "patch. With a file in place of one of them,\nan export of a branch "
    "protection or of rulesets, compares what it requires with\nwhat the tree "
    "makes. Exits with 1 when a required check is no longer made.",
    kDiffFlags,
    RunDiff};

inline constexpr Flag kInitFlags[] = {
    {"pre-commit", 0, "", "also write .pre-commit-config.yaml"},
    {"workflow", 0, "", "also write .github/workflows/interlock.yml"},
    {"force", 0, "", "write over files that exist"},
};
inline constexpr Command kInitCommand{
    "init", "[FOLDER]", "Write a config, a hook and a workflow to begin with",
    "",     kInitFlags, RunInit};

inline constexpr Flag kDocsFlags[] = {
    {"check", 0, "", "fail when the files differ from what would be written"},
};
inline constexpr Command kDocsCommand{
    "docs",
    "FOLDER",
    "Write the rule pages, the man page and the config's schema",
    "FOLDER/rules, FOLDER/rules.md, FOLDER/interlock.schema.json, the schemas "
    "of\nrelease.yml, slo.yml and db.yml and FOLDER/interlock.1 are made from "
    "the rules and\ncommands themselves.",
    kDocsFlags,
    RunDocs};

inline constexpr Command kCompletionCommand{
    "completion", "SHELL", "Print completions for bash, zsh or fish",
    "",           {},      RunCompletion};

}  // namespace interlock::cli
