// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzers/sql/history.h"

// Which SQL files are written for another database than PostgreSQL. Known, in
// this order, from
//   - a folder or a file's ending: "mysql/", "init.sqlite.sql";
//   - Prisma's lock file, Drizzle's journal;
//   - a neighbour of the same name but for the database: "mysql_dump.sql"
//     beside "postgres_dump.sql", "x.up.sql" beside "x.postgres.up.sql";
//   - the text: PostgreSQL refuses it, it has words that only others know,
//     and nothing in its folder is PostgreSQL's own.
namespace interlock::sql {

// One for each input, in the same order. `inputs` and `paths` are sorted.
std::vector<Dialect> DialectsOf(std::span<const HistoryInput> inputs,
                                std::span<const std::string> paths,
                                const TextOf& text_of);

}  // namespace interlock::sql
