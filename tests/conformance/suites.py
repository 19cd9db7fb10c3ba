"""Each suite's data as a table of the page, with the test that runs it."""

from __future__ import annotations

from typing import Any

from tests.conformance.azure_cli import cases as cli
from tests.conformance.examples import cases as examples
from tests.conformance.examples import gaps
from tests.conformance.openapi import exceptions, served, writes
from tests.conformance.recordings import cases as recordings
from tests.conformance.report import Table
from tests.conformance.slack_errors import cases as slack
from tests.conformance.slack_errors import limits, tiers, valid


def _link(url: str) -> str:
    return f"[source]({url})"


def _expected(case: Any) -> str:
    if case.code:
        return "refused: " + "; ".join(case.says)
    if case.sees == {"value": None}:
        return "nothing is printed"
    said = [f"`{name}` is `{value}`" for name, value in case.sees.items()]
    return "; ".join([*said, *case.says])


COMMANDS = Table(
    title="Commands of the stock Azure CLI",
    intro="Microsoft's `az`, as published and unmodified, in one long session against the local "
    "Azure (`make conformance`).",
    columns=("Command", "What it must see", "Source"),
    rows=tuple((f"`az {one.line}`", _expected(one), _link(one.source)) for one in cli.CASES),
)
EXAMPLES = Table(
    title="Official examples replayed",
    intro="The published request is sent with Microsoft's own package, typed; the published answer "
    "is read through its models; neither may lose anything but what is named here. This shows that "
    "those models, by which the local Azure is judged, are whole; the local Azure is not asked.",
    columns=("Service", "Operation", "Answers", "May differ in", "Source"),
    rows=tuple(
        (
            one.service,
            one.operation,
            ", ".join(map(str, one.responses)),
            "; ".join(f"{where} ({why})" for where, why in one.losses.items()),
            _link(one.url),
        )
        for one in examples.CASES
    ),
)
GAPS = Table(
    title="Served without an official example",
    intro="Each operation of Microsoft's packages that the local Azure routes is replayed above or "
    "stands here; a test fails for one that is in neither table, and for a line that is stale.",
    columns=("Service", "Operation", "Why"),
    rows=tuple((*name.split("/"), why) for name, why in sorted(gaps.GAPS.items())),
)
DESCRIBED = Table(
    title="Addresses with an official description",
    intro="Every answer that the local Azure gives in its scenarios, and one of each address that "
    "can be read, must be what Microsoft's package allows, which is made from [the official "
    "description](https://github.com/Azure/azure-rest-api-specs): the status, the body (no "
    "unknown key, no other type, no unknown word, nothing required missing, no null), where a "
    "long operation is followed, its document and its result, and the shape of refusals. The "
    "methods are those served and described; an action counts as POST of the type it acts on.",
    columns=("Type", "Methods", "Source"),
    rows=served.rows(),
)
UNDESCRIBED = Table(
    title="Addresses without an official description",
    intro="Served, though no package describes them; their own tests check them.",
    columns=("Address", "Why"),
    rows=tuple((f"`{address}`", why) for address, why in exceptions.ABSENT.items()),
)
EXCEPTIONS = Table(
    title="Answers that differ from the official description",
    intro="The only exceptions from the above.",
    columns=("Exception", "Why"),
    rows=tuple(
        (f"`{fault}`", why) for fault, why in (exceptions.FAULTS | exceptions.WRITTEN).items()
    ),
)
RECORDED = Table(
    title="Recorded answers of the service",
    intro="Served by the local Azure key for key, and read by the bot without loss.",
    columns=("What", "Address below the vault", "Source"),
    rows=tuple((one.what, f"`{one.path}`", _link(recordings.SOURCE)) for one in recordings.CASES),
)
ERRORS = Table(
    title=slack.TITLE,
    intro=slack.INTRO,
    columns=slack.COLUMNS,
    rows=tuple((f"`{a}`", f"`{b}`", what, _link(url)) for a, b, what, url in slack.ROWS),
)
LIMITS = Table(
    title=limits.TITLE,
    intro=limits.INTRO,
    columns=limits.COLUMNS,
    rows=tuple((what, most, _link(url)) for what, most, url in limits.ROWS),
)
TIERS = Table(
    title=tiers.TITLE,
    intro=tiers.INTRO,
    columns=tiers.COLUMNS,
    rows=tuple((f"`{method}`", *told, _link(url)) for method, *told, url in tiers.ROWS),
)
ACCEPTED = Table(
    title=valid.TITLE,
    intro=valid.INTRO,
    columns=valid.COLUMNS,
    rows=tuple((f"`{what}`", where, _link(url)) for what, where, url in valid.ROWS),
)
TABLES = (
    COMMANDS, EXAMPLES, GAPS, DESCRIBED, UNDESCRIBED, EXCEPTIONS, RECORDED, ERRORS, LIMITS,
    TIERS, ACCEPTED,
)  # fmt: skip
# Which test is parametrised over (or walks) which suite's data.
RUN_BY = {
    "azure_cli/test_session.py": (cli, "CASES"),
    "examples/test_replay.py": (examples, "CASES"),
    "examples/test_complete.py": (gaps, "GAPS"),
    "openapi/test_answers.py": (exceptions, "FAULTS"),
    "openapi/test_served.py": (exceptions, "ABSENT"),
    "openapi/test_writes.py": (writes, "WRITES"),
    "recordings/test_recordings.py": (recordings, "CASES"),
    "slack_errors/test_errors.py": (slack, "CASES"),
    "slack_errors/test_limits.py": (limits, "LIMITS"),
    "slack_errors/test_tiers.py": (tiers, "CASES"),
    "slack_errors/test_valid.py": (valid, "CASES"),
}
