// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "analyzers/governance/governance.h"

namespace interlock::governance {

// Whether the object is a CronJob that makes back-ups: its name, an image or a
// command says so.
bool IsBackupJob(const Manifest& manifest);

// Whether anything in the manifests archives the log of the database all the
// time: then the interval of back-ups says little about what may be lost.
bool ArchivesLog(const GovernanceSet& set);

}  // namespace interlock::governance
