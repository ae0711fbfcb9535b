// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// The neighbours as the features see them: abstract, blocking, cancellable.
/// Only the two main programs (and tests) know the concrete ones.
#include "adapters/cgroup/resourceport.h"
#include "adapters/compose/composeport.h"
#include "adapters/docker/dockerport.h"
#include "adapters/n8n/n8nport.h"
#include "adapters/postgres/postgresport.h"
#include "adapters/process/processport.h"
#include "adapters/redis/redisport.h"
