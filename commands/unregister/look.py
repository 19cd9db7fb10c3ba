"""What Azure shows about a server that is to be unregistered."""

from __future__ import annotations

from azureops import locks, machines, permissions
from commands import ordered
from commands.existing import look
from commands.preflight.shared import fact
from core.sentences import say


class Look(look.Look):
    @fact("way")
    async def hindrance(self) -> str:
        """Why no script can run on its machine, to end a sentence with; empty: one can."""
        machine = self.subject.machine
        if machine is None:
            if self.subject.unclear:
                return say("unregister-hindered-which", "the bot does not know which machine it is")
            return say(
                "unregister-hindered-unseen", "the bot sees no machine with its address in Azure"
            )
        if machine.agent != machines.READY:
            silent = say("unregister-agent-silent", "silent")
            agent = machine.agent or silent
            return say("unregister-hindered-agent", "its guest agent is {agent}", agent=agent)
        lacking = await permissions.missing(self.azure, machine.id, ordered.RIGHTS)
        if lacking:
            return say(
                "unregister-hindered-rights",
                "the bot's identity lacks {actions}",
                actions=", ".join(lacking),
            )
        reaching = await locks.reaching(self.azure, machine.id)
        held = [one.name for one in reaching if one.level is not locks.Level.CAN_NOT_DELETE]
        if not held:
            return ""
        return say(
            "unregister-hindered-lock",
            "the lock {locks} forbids it",
            locks=", ".join(sorted(held)),
        )
