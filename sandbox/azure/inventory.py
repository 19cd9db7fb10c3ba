"""What the local Azure serves, as `docs/reference/local-azure.md`: read off its own tables.

`python -m sandbox.azure.inventory --write` writes the page; without the flag a drifted page is
named and the exit code is 1.
"""

from __future__ import annotations

import re
import sys

from sandbox import pages
from sandbox.azure import api_versions, routing, server, server_scripts, sowing

HEAD = """<!-- Made from the code by `make docs`; change the code, not this page. -->
# The local Azure

What `failback-ps sandbox` answers in Azure's place: Resource Manager, Microsoft Entra's tokens, Key
Vault's secrets, blobs of storage accounts and the Retail Prices API, over https, from memory.
"""
SERVICES = {
    "Microsoft.Resources": "Subscriptions, groups, providers, tags, deployments, long operations.",
    "Microsoft.Authorization": "Roles, permissions, locks and policy; all are enforced.",
    "Microsoft.Compute": "Machines with a small Windows inside, run commands, disks, images.",
    "Microsoft.Network": "Networks and what stands in them; addresses and ways out are computed.",
    "Microsoft.RecoveryServices": "Vaults and Site Recovery: fabrics, items, jobs, events.",
    "Microsoft.Storage": "Accounts and containers; their blobs are served beside.",
    "Microsoft.KeyVault": "Vaults; their secrets are served beside.",
    "Microsoft.MarketplaceOrdering": "Terms of images that have a plan.",
}
ABSENT = """
## What is not served

An address that is not listed here is answered as Azure answers one that does not exist: 404 with
`InvalidResourceType` or `NotFound`. Missing as a whole: Microsoft Graph, Azure Monitor, Backup,
scale sets, load balancing beyond reading, private endpoints, management groups, and the data
planes of storage other than blobs. Prices are a small table, not the market's.
"""
SCRIPTS = f"""
## Scripts on machines

A managed run command named `{server_scripts.PREFIX}<script>-…`, with a script of this table, acts
by its name and parameters: its text is not read, and its JSON, exit code and effects are what the
bot's script of that name promises. Every other script, also in the older run command, is read by an
interpreter of short, plain PowerShell (`sandbox/azure/guest_shell.py` says how much it knows). Both
act on the same registry, programs, services and disks, with the same set-ups and refusals.

"""
VERSIONS = """
## api-versions

As published ([the type index](https://github.com/Azure/bicep-types-az) and Microsoft's packages),
and what `GET /subscriptions/{id}/providers` announces. Any other is refused in the service's words:
`NoRegisteredProviderFound`, `InvalidResourceType` or `InvalidApiVersionParameter`. A known
difference: each version is answered with the newest shape.

"""


def render() -> str:
    """The whole page."""
    parts = [HEAD, _fidelity()]
    parts += [_service(name, entries) for name, entries in _services().items()]
    return "".join([*parts, ABSENT, _scripts(), _acts(), _switches(), _versions()])


def _services() -> dict[str, list[routing.Entry]]:
    found: dict[str, list[routing.Entry]] = {name: [] for name in SERVICES}
    for table in server.TABLES:
        for entry in table.entries:
            found.setdefault(_service_of(entry.pattern), []).append(entry)
    return {name: entries for name, entries in found.items() if entries}


def _service_of(pattern: str) -> str:
    name = pattern.rpartition("/providers/")[2].split("/")[0] if "/providers/" in pattern else ""
    return name if name.startswith("Microsoft.") else "Microsoft.Resources"


def _fidelity() -> str:
    rows = [(f"`{one.name.lower()}`", one.value) for one in routing.Fidelity]
    return "\nEach route says how true it is:\n\n" + pages.table(("Word", "Meaning"), rows)


def _service(name: str, entries: list[routing.Entry]) -> str:
    rows = [
        (
            f"`{one.method}`",
            f"`{_short(one.pattern)}`",
            " ".join(part for part in (_first(one.handler.__doc__), one.note) if part),
            one.fidelity.name.lower(),
        )
        for one in entries
    ]
    head = ("Method", "Address", "What it does", "Fidelity")
    return f"\n## {name}\n\n{SERVICES.get(name, '')}\n\n{pages.table(head, rows)}"


def _short(pattern: str) -> str:
    """The address with what is in all of them left out."""
    short = pattern.replace("/subscriptions/{sub}/resourceGroups/{rg}", "{group}")
    return short.replace("/subscriptions/{sub}", "{subscription}")


def _acts() -> str:
    rows = [
        (f"`{name}`", _first(act.__doc__))
        for name, act in sorted({n: a for t in server.ACTS for n, a in t.entries.items()}.items())
    ]
    intro = (
        "\n## What people and time do\n\n"
        'Sent as `{"do": "<act>", …}` to `POST /_control/azure` ([the control endpoint]'
        "(control-endpoint.md)).\n\n"
    )
    return intro + pages.table(("Act", "What it does"), rows)


def _scripts() -> str:
    rows = [
        (
            f"`{name}`",
            " ".join(f"`{each}`" for each in (*known.required, *known.optional)) or "–",
            _first(known.run.__doc__),
        )
        for name, known in server_scripts.NAMES.items()
    ]
    return SCRIPTS + pages.table(("Script", "Parameters", "What it does"), rows)


def _switches() -> str:
    seeds = ", ".join(f"`{name}`" for name in sorted(sowing.SEEDS))
    return (
        "\n## Seeds and weather\n\n"
        f"Seeds: {seeds}, or the path of a file that the act `save` wrote.\n\n"
        "Weather: `throttled` (buckets far smaller than Azure's), `lagging` (reads show the state "
        "as it was a moment ago).\n"
    )


def _versions() -> str:
    rows = [
        (f"`{namespace}/{kind}`", ", ".join(versions))
        for namespace, kinds in sorted(api_versions.NAMESPACES.items())
        for kind, versions in sorted(kinds.items())
    ]
    return VERSIONS + pages.table(("Type", "Versions"), rows)


def _first(doc: str | None) -> str:
    """A docstring's first sentence or line."""
    return re.split(r"\n\s*\n", (doc or "").strip())[0]


PAGE = pages.Page(path=pages.DOCS / "reference" / "local-azure.md", render=render)

if __name__ == "__main__":
    sys.exit(PAGE.main(sys.argv[1:]))
