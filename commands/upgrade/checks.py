"""Checks before an upgrade."""

from __future__ import annotations

from dataclasses import replace

from azureops import machines
from azureops.machines import Power
from commands import ordered, versions
from commands.existing import checks
from commands.preflight import Check, not_checked
from commands.preflight.said import Said, blocking, ok, settled, warning
from commands.upgrade import chain
from commands.upgrade.look import Look, by_hand
from core.sentences import join, say
from workflow.plans import Severity


async def runs(look: Look) -> Said:
    """Scripts reach a machine that runs only."""
    found = look.machine()
    if found.power is Power.RUNNING:
        return ok(say("upgrading-runs", "{machine} runs.", machine=found.name))
    return blocking(
        say(
            "ordered-off",
            "{machine} is {power}: no script can run on it.",
            machine=found.name,
            power=checks.POWERS[found.power],
        ),
        say(
            "register-off-remedy",
            "Start it first: `/failback-ps start {server}`.",
            server=look.name,
        ),
    )


async def agent(look: Look) -> Said:
    """Scripts are taken by the guest agent, which reports to Azure by itself."""
    found = look.machine()
    if found.power is not Power.RUNNING:
        return warning(not_checked("power", say("upgrading-asleep", "the machine does not run.")))
    if found.agent == machines.READY:
        return ok(
            say(
                "upgrading-agent",
                "The guest agent of {machine} is {agent}.",
                machine=found.name,
                agent=found.agent,
            )
        )
    return blocking(
        say(
            "upgrading-no-agent",
            "The guest agent of {machine} is {agent}: no script can run on it.",
            machine=found.name,
            agent=found.agent or say("unregister-agent-silent", "silent"),
        ),
        join(
            [
                say(
                    "upgrading-no-agent-remedy",
                    "Right after a start it takes some minutes: then ask again. If it stays so, "
                    "restart Windows, and see aka.ms/vmextensionwindowstroubleshoot.",
                ),
                by_hand(look.name),
            ]
        ),
    )


async def version(look: Look) -> Said:
    """There is something to do, and it stays below the configuration server."""
    mine, theirs, target = look.installed(), look.ceiling(), look.target()
    where = look.server().fabric.friendly_name
    if not versions.allowed(target, theirs):
        return blocking(
            say(
                "upgrading-too-new",
                "Version {target} is newer than {fabric} with {theirs}, which is not supported.",
                target=str(target),
                fabric=where,
                theirs=str(theirs),
            ),
            say(
                "upgrading-too-new-remedy",
                "Upgrade the configuration server first, or choose {theirs} or an older one.",
                theirs=str(theirs),
            ),
        )
    if target == mine:
        return await _already(look)
    if target < mine:
        return blocking(
            say(
                "upgrading-newer",
                "{server} has version {mine}, which is newer than {target}.",
                server=look.name,
                mine=str(mine),
                target=str(target),
            ),
            say(
                "upgrading-newer-remedy",
                "There is no way back to an older version; deploy a new server instead.",
            ),
        )
    return ok(
        say(
            "upgrading-from-to",
            "From {mine} to {target}; {fabric} has {theirs}.",
            mine=str(mine),
            target=str(target),
            fabric=where,
            theirs=str(theirs),
        )
    )


async def _already(look: Look) -> Said:
    """One that this verb is not for is told so all the same."""
    said = settled(
        say(
            "upgrading-already",
            "{server} has {mine} already; there is nothing to do.",
            server=look.name,
            mine=str(look.installed()),
        )
    )
    fit = (await checks.registered(look)).severity is Severity.OK
    return said if fit else replace(said, settled=False)


async def way(look: Look) -> Said:
    """Legal hops, and an installer for each."""
    mine, target, known = look.installed(), look.target(), look.known()
    hops = look.hops()
    if hops:
        shown = " → ".join(str(one.version) for one in hops)
        return ok(
            say(
                "upgrading-hops",
                "One hop: {mine} → {way}." if len(hops) == 1 else "{count} hops: {mine} → {way}.",
                mine=str(mine),
                way=shown,
                count=len(hops),
            )
        )
    if not mine < target:
        return warning(not_checked("version", say("upgrading-no-need", "there is nothing to do.")))
    at = chain.reached(mine, target, known)
    following = versions.next_hop(at, target)
    lacking = versions.show(following) if following else str(target)
    return blocking(
        say(
            "upgrading-no-way",
            "No installer is known for the way from {at} to {target}: one jump may pass at most "
            "{most} minor versions, so the next would be {lacking}.",
            at=str(at),
            target=str(target),
            most=versions.LONGEST_JUMP,
            lacking=lacking,
        ),
        join(
            [
                say("upgrading-name-one", "Name one in the settings, `azure.installers`."),
                by_hand(look.name),
            ]
        ),
    )


async def in_use(look: Look) -> Said:
    """Replication through it pauses meanwhile, and goes on by itself."""
    using = [item.name for item in await look.users()]
    if not using:
        return ok(say("existing-unused", "No protected machine uses it."))
    told = checks.used_by(using)
    if look.pauses:
        return warning(
            join([told, say("upgrading-pauses", "Replication pauses.")]),
            say(
                "upgrading-pauses-remedy",
                "It goes on by itself after the upgrade; watch the first cycle.",
            ),
        )
    return blocking(
        join([told, say("upgrading-would-pause", "Replication would pause.")]),
        say(
            "upgrading-would-pause-remedy",
            "Move them first: `/failback-ps switch {server} <another server>`; or ask again with "
            "`replication=pause` if a pause of half an hour for each hop does no harm.",
            server=look.name,
        ),
    )


CHECKS: dict[str, Check[Look]] = {
    "registered": checks.registered,
    "machine": checks.machine,
    "power": runs,
    "agent": agent,
    "version": version,
    "way": way,
    "in-use": in_use,
    "permissions": checks.rights(*ordered.RIGHTS),
    "no-lock": checks.no_lock(deletes=False),
}
