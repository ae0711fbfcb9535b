// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// The workers of a stack: what they do now, how many there may be, and how
/// their number changes without losing a job.
#include "workers/distribution.h"
#include "workers/remedies.h"
#include "workers/scale.h"
#include "workers/settings.h"
#include "workers/situation.h"
#include "workers/situationreader.h"
