"""The channels that are told what happens elsewhere."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Channels:
    """Slack ids. `approvals` gets what approvers must look at afterwards, `audit` what an auditor
    should see; where one is empty, the operation's own channel gets the first, nobody the other.
    `default` is for operations whose request names no channel."""

    default: str = ""
    approvals: str = ""
    audit: str = ""
