// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/registry.h"

#include "cli/commands/autoscalecommands.h"
#include "cli/commands/backupcreatecommand.h"
#include "cli/commands/backuphistorycommand.h"
#include "cli/commands/backuplistcommands.h"
#include "cli/commands/backupremovecommands.h"
#include "cli/commands/backupschedulecommands.h"
#include "cli/commands/backupsettingscommands.h"
#include "cli/commands/backupverifycommand.h"
#include "cli/commands/diagnosticscommand.h"
#include "cli/commands/restorecommands.h"
#include "cli/commands/restoreextractcommands.h"
#include "cli/commands/restorerebuildcommand.h"
#include "cli/commands/sandboxcommands.h"
#include "cli/commands/servicecommands.h"
#include "cli/commands/stackcommands.h"
#include "cli/commands/statuscommand.h"
#include "cli/commands/workersscalecommand.h"
#include "cli/commands/workerssetcommand.h"
#include "cli/commands/workersshowcommand.h"
#include "cli/commands/workerstestcommand.h"

namespace quarterdeck::cli {

Commands makeCommands()
{
    Commands commands;
    commands.push_back(std::make_unique<StatusCommand>());
    commands.push_back(std::make_unique<StackListCommand>());
    commands.push_back(std::make_unique<StackShowCommand>());
    commands.push_back(std::make_unique<ServiceCommand>(ServiceCommand::Verb::Start));
    commands.push_back(std::make_unique<ServiceCommand>(ServiceCommand::Verb::Stop));
    commands.push_back(std::make_unique<ServiceCommand>(ServiceCommand::Verb::Restart));
    commands.push_back(std::make_unique<WorkersScaleCommand>());
    commands.push_back(std::make_unique<WorkersReleaseCommand>());
    commands.push_back(std::make_unique<WorkersShowCommand>());
    commands.push_back(std::make_unique<WorkersTestCommand>());
    commands.push_back(std::make_unique<WorkersFixCommand>());
    commands.push_back(std::make_unique<BackupCreateCommand>());
    commands.push_back(std::make_unique<BackupListCommand>());
    commands.push_back(std::make_unique<BackupShowCommand>());
    commands.push_back(std::make_unique<BackupVerifyCommand>());
    commands.push_back(std::make_unique<BackupPruneCommand>());
    commands.push_back(std::make_unique<BackupRemoveCommand>());
    commands.push_back(std::make_unique<BackupHistoryCommand>());
    commands.push_back(std::make_unique<BackupScheduleShowCommand>());
    commands.push_back(std::make_unique<BackupScheduleSetCommand>());
    commands.push_back(std::make_unique<BackupScheduleRemoveCommand>());
    commands.push_back(std::make_unique<BackupSettingsShowCommand>());
    commands.push_back(std::make_unique<BackupSettingsSetCommand>());
    commands.push_back(std::make_unique<RestorePlanCommand>());
    commands.push_back(std::make_unique<RestoreRunCommand>());
    commands.push_back(std::make_unique<RestoreListCommand>());
    commands.push_back(std::make_unique<RestoreEndCommand>(RestoreEndCommand::Verb::Resume));
    commands.push_back(std::make_unique<RestoreEndCommand>(RestoreEndCommand::Verb::RollBack));
    commands.push_back(std::make_unique<RestoreEndCommand>(RestoreEndCommand::Verb::Release));
    commands.push_back(std::make_unique<RestoreRebuildCommand>());
    commands.push_back(std::make_unique<RestoreWorkflowsCommand>());
    commands.push_back(std::make_unique<RestoreCredentialsCommand>());
    commands.push_back(std::make_unique<RestoreExtractCommand>());
    commands.push_back(std::make_unique<WorkersSetCommand>());
    commands.push_back(std::make_unique<AutoscaleShowCommand>());
    commands.push_back(std::make_unique<AutoscaleSetCommand>());
    commands.push_back(std::make_unique<AutoscaleSwitchCommand>(true));
    commands.push_back(std::make_unique<AutoscaleSwitchCommand>(false));
    commands.push_back(std::make_unique<AutoscaleDryRunCommand>());
    commands.push_back(std::make_unique<AutoscaleRunCommand>());
    commands.push_back(std::make_unique<AutoscaleHistoryCommand>());
    commands.push_back(std::make_unique<SandboxUpCommand>());
    commands.push_back(std::make_unique<SandboxDownCommand>());
    commands.push_back(std::make_unique<SandboxStatusCommand>());
    commands.push_back(std::make_unique<SandboxSeedCommand>());
    commands.push_back(std::make_unique<DiagnosticsCommand>());
    return commands;
}

Command *findCommand(const Commands &commands, const QStringList &positional)
{
    for (const auto &command : commands) {
        const QStringList words = command->words();
        if (positional.mid(0, words.size()) == words)
            return command.get();
    }
    return nullptr;
}

} // namespace quarterdeck::cli
