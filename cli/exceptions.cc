// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "analyzers/exceptions/extend.h"
#include "analyzers/exceptions/report.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "cli/table.h"
#include "core/json_writer.h"
#include "core/text.h"

namespace interlock::cli {
namespace {

using exceptions::Row;
using exceptions::State;

constexpr int kSoonDays = 30;
constexpr int kMostDays = 90;

std::string Days(const Row& row) {
  if (row.state == State::kOff) return "off";
  if (row.state == State::kUnreadable) return "?";
  if (!row.days_left) return "no end";
  int left = *row.days_left;
  return left < 0 ? fmt::format("{} ago", -left) : fmt::format("{}", left);
}

std::string Place(const Row& row) {
  return fmt::format("{}:{}", Printable(row.file->source->path()), row.line);
}

std::string Owner(const Row& row) {
  const auto& approver = row.entry->approver;
  return approver.stated ? Printable(approver.text) : "-";
}

std::vector<std::string> Cells(const Row& row) {
  const exceptions::Exception& entry = *row.entry;
  std::string end =
      entry.expiry.field.stated ? Printable(entry.expiry.field.text) : "-";
  return {Days(row),
          std::string(NameOf(row.state)),
          end,
          entry.Name(),
          Owner(row),
          Place(row),
          entry.reason.stated ? Printable(entry.reason.text) : "-"};
}

const std::vector<std::string> Heads() {
  return {"days left", "state", "end", "exception", "owner", "place", "reason"};
}

void WriteJson(const std::vector<Row>& rows, Date today, Writer& out) {
  JsonWriter json(out, JsonLayout::kIndented);
  json.BeginObject().IntField("version", 1).Field("today", today.Text());
  json.Key("exceptions").BeginArray();
  for (const Row& row : rows) {
    const exceptions::Exception& entry = *row.entry;
    json.BeginObject().Field("path", row.file->source->path());
    json.IntField("line", row.line).Field("tool", row.file->facts().tool);
    json.Field("id", entry.id.text).Field("package", entry.package.text);
    json.Field("severity", entry.severity.text);
    json.Field("state", NameOf(row.state)).Key("days_left");
    row.days_left ? json.Int(*row.days_left) : json.Null();
    json.Field("end", entry.expiry.field.text).Key("last_day");
    if (entry.expiry.last_day) {
      json.String(entry.expiry.last_day->Text());
    } else {
      json.Null();
    }
    json.Field("owner", entry.approver.text);
    json.Field("reason", entry.reason.text).EndObject();
  }
  json.EndArray().EndObject();
  json.Flush();
  out.Write("\n");
}

// "12 exceptions in 6 files: 3 expired, 1 without an end".
std::string Summary(const std::vector<Row>& rows, size_t files) {
  auto count = [&](State state) {
    return std::ranges::count(rows, state, &Row::state);
  };
  std::string text =
      fmt::format("{} exception{} in {} file{}", rows.size(),
                  rows.size() == 1 ? "" : "s", files, files == 1 ? "" : "s");
  std::vector<std::string> parts;
  for (State state :
       {State::kExpired, State::kUnreadable, State::kEnding, State::kNoEnd}) {
    if (count(state) == 0) continue;
    parts.push_back(fmt::format("{} {}", count(state), NameOf(state)));
  }
  if (!parts.empty()) text += ": " + Join(parts, ", ");
  return text;
}

// The one entry that --extend names.
Result<Row> Find(const std::vector<Row>& rows, const Arguments& arguments) {
  std::string id = arguments.Value("extend");
  std::vector<const Row*> found;
  for (const Row& row : rows) {
    bool place = Place(row) == id;
    if (place || EqualsIgnoringCase(row.entry->id.text, id)) {
      found.push_back(&row);
    }
  }
  if (found.size() == 1) return *found.front();
  if (found.empty()) {
    return Error{
        fmt::format("--extend: no exception has the id '{}'", Printable(id)),
        {},
        0,
        "`interlock exceptions` lists them all"};
  }
  return Error{fmt::format("--extend: {} exceptions have the id '{}'",
                           found.size(), Printable(id)),
               {},
               0,
               fmt::format("give the place of one: {}", Place(*found[0]))};
}

Result<Date> Until(const Arguments& arguments, Date today) {
  auto until = Date::Parse(arguments.Value("until"));
  if (!until) return Error{"--extend needs --until YYYY-MM-DD"};
  int days = until->DaysSince(today);
  if (days <= 0) return Error{"--until: that day has passed"};
  if (days > kMostDays) {
    return Error{fmt::format("--until: that is {} days away", days),
                 {},
                 0,
                 fmt::format("at most {}; it can be renewed then", kMostDays)};
  }
  return *until;
}

int RunExtend(const Arguments& arguments, const std::vector<Row>& rows,
              const Session& session, World& world) {
  auto row = Find(rows, arguments);
  if (!row.ok()) return Complain(world, row.error());
  auto until = Until(arguments, session.options.today);
  if (!until.ok()) return Complain(world, until.error());
  auto edits = exceptions::Extend(*row.value().file, *row.value().entry,
                                  until.value(), arguments.Value("reason"));
  if (!edits.ok()) return Complain(world, edits.error());
  const Source& source = *row.value().file->source;
  std::string text(source.text());
  std::ranges::sort(edits.value(), std::greater<>(),
                    [](const Edit& edit) { return edit.span.begin; });
  for (const Edit& edit : edits.value()) {
    text.replace(edit.span.begin, edit.span.end - edit.span.begin, edit.text);
  }
  Status written =
      world.files.Write(JoinPath(session.root, source.path()), text);
  if (!written.ok()) return Complain(world, written.error());
  world.err.Write(fmt::format("interlock: {} now ends on {}: {}\n",
                              row.value().entry->Name(), until.value().Text(),
                              Place(row.value())));
  return kClean;
}

}  // namespace

int RunExceptions(const Arguments& arguments, World& world) {
  std::string form = arguments.Value("output", "text");
  if (form != "text" && form != "markdown" && form != "json") {
    return Complain(world, Error{"--output takes text, markdown or json"});
  }
  int within = kSoonDays;
  if (arguments.Has("within") &&
      !ReadNumber(arguments.Value("within"), 0, 3650, within)) {
    return Complain(world, Error{"--within takes a number of days"});
  }
  Session session;
  int code = kClean;
  if (!OpenSession(arguments, world, session, code)) return code;
  Date today = session.options.today;
  Report report;
  Project project = Analyze(std::move(session.inputs), session.config,
                            session.options, report);
  auto rows = exceptions::ListAll(*project.exceptions, today, within);
  if (arguments.Has("extend")) {
    return RunExtend(arguments, rows, session, world);
  }
  if (form == "json") {
    WriteJson(rows, today, world.out);
    return kClean;
  }
  Table table(Heads());
  for (const Row& row : rows) table.Add(Cells(row));
  if (!rows.empty()) {
    world.out.Write(form == "markdown" ? table.Markdown() : table.Text());
    world.out.Write("\n");
  }
  world.out.Write(Summary(rows, project.exceptions->files.size()) + "\n");
  return kClean;
}

}  // namespace interlock::cli
