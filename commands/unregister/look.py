"""What Azure shows about a server that is to be unregistered."""

from __future__ import annotations

from azureops import locks, machines, permissions
from commands import ordered
from commands.existing import look
from commands.preflight.shared import fact


class Look(look.Look):
    @fact("way")
    async def hindrance(self) -> str:
        """Why no script can run on its machine, to end a sentence with; empty: one can."""
        machine = self.subject.machine
        if machine is None:
            if self.subject.unclear:
                return "the bot does not know which machine it is"
            return "the bot sees no machine with its address in Azure"
        if machine.agent != machines.READY:
            return f"its guest agent is {machine.agent or 'silent'}"
        lacking = await permissions.missing(self.azure, machine.id, ordered.RIGHTS)
        if lacking:
            return f"the bot's identity lacks {', '.join(lacking)}"
        reaching = await locks.reaching(self.azure, machine.id)
        held = [one.name for one in reaching if one.level is not locks.Level.CAN_NOT_DELETE]
        return f"the lock {', '.join(sorted(held))} forbids it" if held else ""
