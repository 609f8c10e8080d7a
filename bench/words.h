// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

// What generated inputs are made of.
namespace interlock::bench {

inline constexpr std::string_view kVerbs[] = {
    "Add", "Split", "Rename", "Prepare", "Move", "Index", "Clean up", "Widen"};

inline constexpr std::string_view kAreas[] = {
    "billing", "catalog", "identity", "search",  "shipping", "support",
    "ledger",  "media",   "mailing",  "partner", "pricing",  "audit",
    "stock",   "returns", "planning", "fleet",   "claims",   "survey"};

inline constexpr std::string_view kNouns[] = {
    "accounts",  "invoices",  "orders",   "payments",  "sessions",  "tokens",
    "members",   "addresses", "products", "variants",  "carts",     "coupons",
    "shipments", "labels",    "messages", "threads",   "documents", "folders",
    "events",    "metrics",   "policies", "contracts", "vendors",   "devices",
    "reports",   "schedules", "tasks",    "comments",  "ratings",   "refunds"};

// No word that needs quotes as a column's name.
inline constexpr std::string_view kColumns[] = {
    "status",      "amount",       "currency",  "email",       "display_name",
    "description", "external_id",  "position",  "quantity",    "unit_price",
    "metadata",    "tags",         "starts_at", "ends_at",     "archived_at",
    "is_active",   "is_default",   "version",   "checksum",    "source_url",
    "locale",      "country_code", "phone",     "retry_count", "last_error",
    "payload",     "digest",       "weight",    "priority",    "reference"};

inline constexpr std::string_view kTypes[] = {
    "text",           "text",
    "varchar(255)",   "bigint",
    "integer",        "boolean",
    "jsonb",          "timestamptz",
    "uuid",           "date",
    "numeric(12, 2)", "text[]",
    "smallint",       "timestamp with time zone"};

inline constexpr std::string_view kCommands[] = {"npm ci",
                                                 "npm test",
                                                 "make build",
                                                 "make lint",
                                                 "go vet ./...",
                                                 "cargo test --locked",
                                                 "pytest -q",
                                                 "docker compose up -d",
                                                 "./scripts/migrate up",
                                                 "terraform plan -no-color"};

inline constexpr std::string_view kActions[] = {
    "actions/checkout@v4",
    "actions/setup-node@v4",
    "actions/cache@v4",
    "actions/upload-artifact@v4",
    "docker/build-push-action@5176d81f87c23d6fc96624dfdbcd9f3830bbe445",
    "aws-actions/configure-aws-credentials@v4",
    "codecov/codecov-action@v4"};

}  // namespace interlock::bench
