// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "analyzers/workflow/model.h"

namespace interlock::workflow {

// Whether a condition holds only when one stated account wrote the pull
// request, the issue or the comment: `...user.login == 'dependabot[bot]'`,
// alone or with other things behind `&&`. Nobody can choose that, unlike who
// caused the run.
bool NamesAuthor(const Text& condition);
// The condition of a step or of its job.
bool IsForOneAuthor(const Job& job, const Step& step);

}  // namespace interlock::workflow
