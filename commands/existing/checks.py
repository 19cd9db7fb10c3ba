"""Checks that several verbs on an existing process server share."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from azureops import fabrics, ids, locks, permissions
from azureops.machines import Power
from commands.existing.look import Look
from commands.preflight import Check
from commands.preflight.said import Said, blocking, ok, settled, warning
from core.sentences import join, say

SHOWN = 5  # names in one sentence
POWERS: dict[Power, str] = {
    Power.STARTING: say("existing-starting", "starting"),
    Power.RUNNING: say("existing-running", "running"),
    Power.STOPPING: say("existing-stopping", "stopping"),
    Power.STOPPED: say("existing-stopped", "stopped"),
    Power.DEALLOCATING: say("existing-deallocating", "deallocating"),
    Power.DEALLOCATED: say("existing-deallocated", "deallocated"),
    Power.UNKNOWN: say("existing-unknown", "unknown"),
}
L = TypeVar("L", bound=Look)


async def registered(look: Look) -> Said:
    """Known to a classic configuration server, and not its own."""
    found = look.server()
    fabric = found.fabric.friendly_name
    if found.fabric.kind is fabrics.Kind.MODERNISED:
        return blocking(
            say(
                "existing-modernised",
                "{server} belongs to the modernised appliance {fabric} in {vault}: it needs no "
                "process server in Azure, and its own is managed by the appliance.",
                server=look.name,
                fabric=fabric,
                vault=found.vault,
            ),
            say("existing-appliance", "Use the appliance's configuration manager."),
        )
    if found.ps.built_in:
        return blocking(
            say(
                "existing-own",
                "{server} is the configuration server's own process server.",
                server=look.name,
            ),
            say(
                "existing-own-remedy", "It goes with the configuration server; choose another one."
            ),
        )
    return ok(
        say(
            "existing-known",
            "{fabric} in {vault} knows it as {address}.",
            fabric=fabric,
            vault=found.vault,
            address=found.ps.address,
        )
    )


async def known(look: Look) -> Said:
    """A process server beyond doubt; the bot's own or adopted."""
    proof = look.subject.proof
    if not proof:
        return blocking(
            say(
                "existing-unproved",
                "Nothing proves that {server} is a process server.",
                server=look.name,
            ),
            say(
                "existing-unproved-remedy",
                "The bot touches only what a configuration server knows, what it made itself, and "
                "machines from the gallery's process server image.",
            ),
        )
    if look.subject.made_by_us or look.subject.machine is None:
        return ok(say("existing-proved", "{server}: {proof}.", server=look.name, proof=proof))
    return ok(
        say(
            "existing-adopted",
            "{server} was not made by this bot; {proof}.",
            server=look.name,
            proof=proof,
        )
    )


async def machine(look: Look) -> Said:
    found = look.machine()
    return ok(
        say(
            "existing-machine",
            "Its machine is {machine} in {group}, {power}.",
            machine=found.name,
            group=ids.group_of(found.id),
            power=POWERS[found.power],
        )
    )


async def unused(look: Look) -> Said:
    """Nobody may replicate through it."""
    using = await look.users()
    if not using:
        return ok(say("existing-unused", "No protected machine uses it."))
    return blocking(
        used_by([item.name for item in using]),
        say(
            "existing-used-remedy",
            "Move them first: `/failback-ps switch {server} <another server>`.",
            server=look.name,
        ),
    )


def power(wanted: Power, doing: str) -> Check[Look]:
    """There is something to do: the machine is not in the wanted state yet."""

    async def check(look: Look) -> Said:
        found = look.machine()
        if found.power is wanted:
            return settled(
                say(
                    "existing-already",
                    "{machine} is {power} already; there is nothing to do.",
                    machine=found.name,
                    power=POWERS[wanted],
                )
            )
        stands = POWERS[found.power]
        if found.power in {Power.STARTING, Power.STOPPING, Power.DEALLOCATING}:
            return warning(
                say(
                    "existing-waits",
                    "{machine} is {power}: {doing} waits for that.",
                    machine=found.name,
                    power=stands,
                    doing=doing,
                )
            )
        return ok(say("existing-power", "{machine} is {power}.", machine=found.name, power=stands))

    return check


def rights(*actions: str) -> Check[Look]:
    """What the bot's own identity may do on the machine."""

    async def on_the_machine(look: Look) -> list[tuple[str, str]]:
        return [(look.machine().id, action) for action in actions]

    return rights_over(on_the_machine)


def rights_over(wanted: Callable[[L], Awaitable[list[tuple[str, str]]]]) -> Check[L]:
    """What the bot's own identity may do: each action at its scope."""

    async def check(look: L) -> Said:
        pairs = await wanted(look)
        scopes = list(dict.fromkeys(scope for scope, _ in pairs))
        found = await asyncio.gather(
            *(
                permissions.missing(look.azure, at, [action for to, action in pairs if to == at])
                for at in scopes
            )
        )
        lacking = list(dict.fromkeys(action for one in found for action in one))
        if not lacking:
            return ok(
                say("existing-rights", "The bot's identity may do everything that is needed.")
            )
        return blocking(
            say(
                "existing-lacks",
                "The bot's identity lacks: {actions}.",
                actions=", ".join(lacking),
            ),
            say(
                "existing-lacks-remedy",
                "Give it the role Virtual Machine Contributor on the resource group.",
            ),
        )

    return check


async def its_machine(look: Look) -> list[str]:
    return [look.machine().id]


def no_lock(*, deletes: bool, over: Callable[[L], Awaitable[list[str]]] = its_machine) -> Check[L]:
    """A lock in Azure is named, not fought. `over`: the ids of what is changed or deleted."""

    async def check(look: L) -> Said:
        each = await asyncio.gather(*(locks.reaching(look.azure, one) for one in await over(look)))
        found = {lock.id.lower(): lock for reaching in each for lock in reaching}
        hinders = [
            say(
                "existing-lock",
                "{lock} (on {scope})",
                lock=lock.name,
                scope=ids.name_of(lock.scope),
            )
            for lock in found.values()
            if deletes or lock.level is not locks.Level.CAN_NOT_DELETE
        ]
        if not hinders:
            return ok(say("existing-no-lock", "No lock in Azure forbids it."))
        return blocking(
            say(
                "existing-locked",
                "A lock in Azure forbids it: {locks}.",
                locks=join(sorted(hinders), ", "),
            ),
            say("existing-locked-remedy", "Have its owner remove the lock, then ask again."),
        )

    return check


def used_by(names: list[str]) -> str:
    return say(
        "existing-used",
        "{machines} uses it: {names}." if len(names) == 1 else "{machines} use it: {names}.",
        machines=machines(len(names)),
        names=some(names),
        count=len(names),
    )


def machines(count: int) -> str:
    return say(
        "existing-machines",
        "{count} protected machine" if count == 1 else "{count} protected machines",
        count=count,
    )


def some(names: list[str], most: int = SHOWN) -> str:
    shown = ", ".join(sorted(names)[:most])
    if len(names) <= most:
        return shown
    return say("existing-more", "{names} and {count} more", names=shown, count=len(names) - most)
