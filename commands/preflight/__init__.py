"""Every check before a run: read-only, all at once, one finding each."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from azureops.errors import AzureError
from commands.preflight import shared
from commands.preflight.said import Missing, Said, blocking, warning
from core.sentences import named, say
from workflow import plans

L = TypeVar("L")
Check = Callable[[L], Awaitable[Said]]
"""Looks at what one plan's checks have read together."""


async def run(checks: Mapping[str, Check[L]], look: L) -> tuple[plans.Finding, ...]:
    """One finding per check, in their order; a check that cannot be done never hides the others.
    Where there is nothing to do, only that is said: nobody is to mend anything for it."""
    said = await asyncio.gather(*(_said(name, checks, look) for name in checks))
    found = tuple(
        plans.Finding(
            check=name,
            severity=one.severity,
            sentence=one.sentence,
            remedy=one.remedy,
            settled=one.settled,
        )
        for name, one in zip(checks, said, strict=True)
    )
    return tuple(one for one in found if one.settled) or found


async def _said(name: str, checks: Mapping[str, Check[L]], look: L) -> Said:
    try:
        return await checks[name](look)
    except Missing as missing:
        # An owner that no check is named after would otherwise leave warnings and no reason.
        if missing.owner == name or missing.owner not in checks:
            return blocking(missing.sentence, missing.remedy)
        return warning(not_checked(missing.owner, missing.sentence))
    except AzureError as refused:
        if refused.code == shared.UNREGISTERED and name != shared.REGISTERED:
            return warning(not_checked(shared.REGISTERED, refused.sentence))
        return blocking(
            say(
                "preflight-unreadable",
                "This could not be checked: {sentence}",
                sentence=refused.sentence,
            ),
            refused.remedy or say("preflight-again", "Try again in a minute."),
        )


def not_checked(owner: str, sentence: str) -> str:
    """`owner` is the check that says more about the same cause."""
    return say(
        "preflight-not-checked",
        "Not checked, because of {owner}: {sentence}",
        owner=named("check", owner),
        sentence=sentence,
    )
