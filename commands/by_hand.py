"""`/failback-ps upgrade-by-hand`: the documented steps with one server's values filled in.

Source: learn.microsoft.com/azure/site-recovery/vmware-physical-manage-process-server and
learn.microsoft.com/azure/site-recovery/service-updates-how-to.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from azureops import fabrics
from azureops.versions import parse
from commands import pick, servers, versions
from commands.existing import guide as texts
from commands.fields import Values
from commands.verbs import Answer, Asking, Authority, Section, Verb
from core.sentences import join, say

RELEASES = "https://learn.microsoft.com/azure/site-recovery/site-recovery-whats-new"
INSTALLER = "https://aka.ms/unifiedinstaller"
VERSION_COMMAND = (
    "(Get-ItemProperty 'HKLM:\\SOFTWARE\\WOW6432Node\\InMage Systems\\Installed Products\\10')"
    ".Build_Version"
)
UNATTENDED = (
    "MicrosoftAzureSiteRecoveryUnifiedSetup.exe /q /x:C:\\Temp\\Extracted",
    "cd C:\\Temp\\Extracted",
    "CX_THIRDPARTY_SETUP.EXE /VERYSILENT /SUPPRESSMSGBOXES /NORESTART",
    "UCX_SERVER_SETUP.EXE /VERYSILENT /SUPPRESSMSGBOXES /NORESTART /UPGRADE",
)
LOGS = "C:\\ProgramData\\ASRSetupLogs"


async def _answer(azure: Any, values: Values, asking: Asking) -> Answer:
    return guide(await pick.one(azure, values["server"]), datetime.now(UTC))


def guide(server: servers.Server, now: datetime) -> Answer:
    """The whole guide."""
    sections = [Section(heading=say("byhand-now", "Now"), rows=servers.rows(server, now))]
    if server.fabric.kind is fabrics.Kind.MODERNISED:
        sections.append(Section(heading=WHAT, text=MODERNISED))
    elif server.ps.built_in:
        sections.append(Section(heading=WHAT, text=BUILT_IN))
    elif not server.judgement.next_hop:
        sections.append(Section(heading=WHAT, text=_nothing_newer(server)))
    else:
        sections += _steps(server)
    return Answer(
        title=say("byhand-title", "Upgrade {server}", server=server.label), sections=tuple(sections)
    )


WHAT = say("byhand-what", "What to do")
MODERNISED = say(
    "byhand-modernised",
    "The appliance of a modernised vault updates itself: open its configuration manager and look "
    "whether automatic updates are on.",
)
BUILT_IN = say(
    "byhand-built-in",
    "This process server is part of the configuration server and is upgraded with it: run the "
    "newest Unified Setup ({url}) on the configuration server. Then upgrade the other process "
    "servers, then the mobility agents.",
    url=INSTALLER,
)


def _nothing_newer(server: servers.Server) -> str:
    theirs = server.fabric.server
    shown = theirs.version_text if theirs else ""
    shown = shown or say("byhand-unknown", "not known")
    if server.judgement.outdated:
        return say(
            "byhand-nothing-newer",
            "The configuration server's version is {version}: there is nothing newer that this "
            "server may go to. Upgrade the configuration server first, then this one.",
            version=shown,
        )
    return say(
        "byhand-nothing",
        "Nothing. The configuration server's version is {version}.",
        version=shown,
    )


def _steps(server: servers.Server) -> list[Section]:
    theirs = server.fabric.server
    target = theirs.version_text if theirs else ""
    return [
        Section(heading=say("byhand-way", "Which way"), text=_way(server, target)),
        Section(heading=say("byhand-by-hand", "By hand"), text=_by_hand(server)),
        Section(
            heading=say("byhand-unattended", "Without windows to click (elevated prompt)"),
            text="\n".join(f"`{line}`" for line in UNATTENDED),
        ),
        Section(
            heading=say("byhand-afterwards", "Afterwards"),
            text=say(
                "byhand-check",
                "In PowerShell on the server: `{command}`\nLogs: `{logs}`\nSite Recovery shows "
                "the new version after up to 15 minutes; `/failback-ps status {server}` then says "
                "so. Last, update the mobility agents of the machines that use it.",
                command=VERSION_COMMAND,
                logs=LOGS,
                server=server.label,
            ),
        ),
    ]


def _way(server: servers.Server, target: str) -> str:
    mine, theirs = parse(server.ps.version_text), parse(target)
    hops = versions.hops(mine, theirs) if mine and theirs else ()
    way = " → ".join([server.ps.version_text, *map(versions.show, hops)])
    rule = say(
        "byhand-rule",
        "{way}. A process server is never newer than its configuration server ({target}).",
        way=way,
        target=target,
    )
    steps = say(
        "byhand-steps",
        "One jump may pass at most four minor versions, so it goes in steps; install any build of "
        "the first one now.",
    )
    return join([rule, steps if len(hops) > 1 else ""])


def _by_hand(server: servers.Server) -> str:
    hop = server.judgement.next_hop
    steps = (
        say(
            "byhand-connect",
            "Connect by Remote Desktop to `{address}` ({server}) as an administrator.",
            address=server.ps.address,
            server=server.label,
        ),
        say(
            "byhand-load",
            "Load Unified Setup {version} to the server. {url} gives the newest only; older ones "
            "are linked from the release notes of their update rollup: {releases}",
            version=hop,
            url=INSTALLER,
            releases=RELEASES,
        ),
        say(
            "byhand-run",
            "Run it; it finds the installed version and offers the upgrade. Follow it to the end, "
            "and restart the server if it asks for it.",
        ),
        say("byhand-pause", "Replication pauses meanwhile and goes on by itself."),
    )
    return join(texts.numbered(steps), "\n")


VERB = Verb(
    name="upgrade-by-hand",
    summary="how to upgrade one process server by hand, with its values filled in",
    description=(
        "Shows the documented upgrade of one process server: its version, the next version it may "
        "go to, and the commands: for a server whose machine the bot does not see in Azure, or "
        "where no script can run. The order is configuration server, process servers, mobility "
        "agents."
    ),
    authority=Authority.READ,
    fields=(pick.field(required=True, explained="The process server to upgrade."),),
    make_answer=_answer,
    examples=("/failback-ps upgrade-by-hand ps-neu-1",),
    words=("server",),
)
