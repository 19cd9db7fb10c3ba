"""Checks that several verbs on an existing process server share."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from azureops import fabrics, ids, locks, permissions
from azureops.machines import Power
from commands.existing.look import Look
from commands.preflight import Check
from commands.preflight.said import Said, blocking, ok, warning

SHOWN = 5  # names in one sentence
L = TypeVar("L", bound=Look)


async def registered(look: Look) -> Said:
    """Known to a classic configuration server, and not its own."""
    found = look.server()
    where = f"{found.fabric.friendly_name} in {found.vault}"
    if found.fabric.kind is fabrics.Kind.MODERNISED:
        return blocking(
            f"{look.name} belongs to the modernised appliance {where}: it needs no process server "
            "in Azure, and its own is managed by the appliance.",
            "Use the appliance's configuration manager.",
        )
    if found.ps.built_in:
        return blocking(
            f"{look.name} is the configuration server's own process server.",
            "It goes with the configuration server; choose another one.",
        )
    return ok(f"{where} knows it as {found.ps.address}.")


async def known(look: Look) -> Said:
    """A process server beyond doubt; the bot's own or adopted."""
    proof = look.subject.proof
    if not proof:
        return blocking(
            f"Nothing proves that {look.name} is a process server.",
            "The bot touches only what a configuration server knows, what it made itself, and "
            "machines from the gallery's process server image.",
        )
    if look.subject.made_by_us or look.subject.machine is None:
        return ok(f"{look.name}: {proof}.")
    return ok(f"{look.name} was not made by this bot; {proof}.")


async def machine(look: Look) -> Said:
    found = look.machine()
    return ok(f"Its machine is {found.name} in {ids.group_of(found.id)}, {found.power.value}.")


async def unused(look: Look) -> Said:
    """Nobody may replicate through it."""
    used_by = await look.users()
    if not used_by:
        return ok("No protected machine uses it.")
    return blocking(
        f"{machines(len(used_by))} {'uses' if len(used_by) == 1 else 'use'} it: "
        f"{some([item.name for item in used_by])}.",
        f"Move them first: `/failback-ps switch {look.name} <another server>`.",
    )


def power(wanted: Power, doing: str) -> Check[Look]:
    """There is something to do: the machine is not in the wanted state yet."""

    async def check(look: Look) -> Said:
        found = look.machine()
        if found.power is wanted:
            return blocking(f"{found.name} is {wanted.value} already.", "There is nothing to do.")
        if found.power in {Power.STARTING, Power.STOPPING, Power.DEALLOCATING}:
            return warning(f"{found.name} is {found.power.value}: {doing} waits for that.")
        return ok(f"{found.name} is {found.power.value}.")

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
            return ok("The bot's identity may do everything that is needed.")
        return blocking(
            f"The bot's identity lacks: {', '.join(lacking)}.",
            "Give it the role Virtual Machine Contributor on the resource group.",
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
            f"{lock.name} (on {ids.name_of(lock.scope)})"
            for lock in found.values()
            if deletes or lock.level is not locks.Level.CAN_NOT_DELETE
        ]
        if not hinders:
            return ok("No lock in Azure forbids it.")
        return blocking(
            f"A lock in Azure forbids it: {', '.join(sorted(hinders))}.",
            "Have its owner remove the lock, then ask again.",
        )

    return check


def machines(count: int) -> str:
    return f"{count} protected machine{'' if count == 1 else 's'}"


def some(names: list[str], most: int = SHOWN) -> str:
    shown = ", ".join(sorted(names)[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"
