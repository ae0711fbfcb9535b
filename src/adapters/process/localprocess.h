// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adapters/process/processport.h"

namespace quarterdeck::process {

/// Programs of this machine, by posix_spawn(3) in a process group of their own.
/// Usable from any thread, without an event loop.
class LocalProcess final : public ProcessPort
{
public:
    [[nodiscard]] Result<ProcessOutput> run(const JobContext &context, const ProcessSpec &spec) override;
    [[nodiscard]] QString find(const QString &program) const override;
};

} // namespace quarterdeck::process
