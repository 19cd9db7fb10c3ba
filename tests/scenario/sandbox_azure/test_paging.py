"""Given short pages, when any list is read to its end, then it holds what it holds in one page."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yarl
from azure.core.exceptions import HttpResponseError

from sandbox.azure import routing, seed, seed_networks, server, state
from tests.scenario.sandbox_azure.conftest import World, versioned

PLACE = "westeurope"
NAMED = {  # what no document's id names
    "location": PLACE, "publisher": "MicrosoftAzureSiteRecovery", "offer": "Process-Server",
    "sku": "Windows-2012-R2-Datacenter", "plan": "Windows-2012-R2-Datacenter",
    "ns": "Microsoft.Compute", "scope": f"subscriptions/{seed.PRODUCTION}",
}  # fmt: skip
NO_LISTS = re.compile(  # GETs that end in a word and are of one thing
    r"/(tags|agreements/current|CheckIPAddressAvailability|sharedkey|instanceView"
    r"|blobServices|tags/default|replicationVaultHealth|replicationEligibilityResults)(/default)?$"
)
GROUP = "rg-dr-weu"
MOMENT = "2026-01-01T00:00:00Z"
# Jobs and events are filtered by what they have.
PLAIN = {"state": "Succeeded", "startTime": MOMENT, "timeOfOccurrence": MOMENT}
SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"


IMAGES = "locations/{location}/publishers"
WHOLE = {  # whose answers have no nextLink in Azure either
    "/subscriptions/{sub}/locations",
    *(f"Microsoft.Compute/{each}" for each in (
        IMAGES, "locations/{location}/vmSizes",
        f"{IMAGES}/{{publisher}}/artifacttypes/vmimage/offers/{{offer}}/skus/{{sku}}/versions",
        "virtualMachines/{name}/vmSizes", "virtualMachines/{name}/extensions",
    )),
    "Microsoft.RecoveryServices/vaults/{name}/usages",
}  # fmt: skip


def lists() -> list[routing.Entry]:
    """Every address that is served and answers a list, as the inventory has them."""
    return [
        entry
        for table in server.TABLES
        for entry in table.entries
        if entry.method == "GET"
        and not entry.pattern.endswith("}")
        and not NO_LISTS.search(entry.pattern)
    ]


def paths(pattern: str, current: state.State) -> Iterator[str]:
    """The pattern with names that exist: from the ids of all documents, however deep."""
    wanted = pattern.strip("/").split("/")
    for key in (document["id"] for document in current.everything()):
        names = {"sub": seed.PRODUCTION}
        for part, name in zip(wanted, key.strip("/").split("/"), strict=False):
            if part.startswith("{"):
                names[part[1:-1]] = name
            elif part.lower() != name.lower():
                break
        if all(part[1:-1] in {**names, **NAMED} for part in wanted if part.startswith("{")):
            yield pattern.format(**{**names, **NAMED})
    if pattern.endswith("/deployments/{name}/operations"):  # an address beside the documents' own
        yield pattern.format(sub=seed.PRODUCTION, rg=GROUP, name="d")


async def whole(world: World, path: str) -> tuple[list[Any], int]:
    """All items, and from how many pages: each nextLink is followed as the SDK does."""
    found: list[Any] = []
    at, pages = yarl.URL(versioned(path)), 0
    api = at.query["api-version"]
    while True:
        answer = await world.raw("GET", str(at))
        body: Any = await answer.json()
        assert answer.status == 200, (path, body)
        pages += 1
        if isinstance(body, list):  # images are listed as bare arrays, which have no pages
            return body, pages
        found += body["value"]
        following = body.get("nextLink")
        if not following:
            return found, pages
        following = yarl.URL(following)
        assert following.query["api-version"] == api
        assert str(following).startswith(world.local.urls["arm"])
        # The SDK takes the link apart and sets its own api-version.
        at = following.relative().update_query({"api-version": api})


def sow(current: state.State) -> None:
    """A second of everything the story has, and two of what it has none of."""
    for document in list(current.everything()):
        if document["type"] != "Microsoft.Resources/resourceGroups":
            twin = copy.deepcopy(document)
            twin["name"], twin["id"] = f"{document['name']}-2", f"{document['id']}-2"
            current.put(twin)
    for network in current.all("Microsoft.Network/virtualNetworks"):
        network["properties"]["virtualNetworkPeerings"] *= 2
    for entry in lists():
        kind = entry.pattern.rpartition("/providers/")[2]
        path = next(paths(entry.pattern, current), "")
        if "{rg}" not in entry.pattern or kind.startswith("{") or not path:
            continue
        if current.all(state.kind_of(f"{path}/x")):
            continue
        for name in ("x-1", "x-2"):
            current.put(seed_networks.plain(
                f"{path}/{name}", "/".join([kind.split("/")[0], *kind.split("/")[1::2]]),
                PLACE, PLAIN,
            ))  # fmt: skip


@pytest.fixture
async def filled(world: World) -> World:
    """The story, with two of what it has one or none of, and nothing that moves by itself."""
    world.local.state.throttle.set({})
    template = {"$schema": SCHEMA, "contentVersion": "1.0.0.0", "resources": [], "outputs": {}}
    for home in ("", f"/resourceGroups/{GROUP}"):
        path = f"/subscriptions/{seed.PRODUCTION}{home}/providers/Microsoft.Resources/deployments/d"
        body = {"properties": {"mode": "Incremental", "template": template}}
        made = await world.raw(
            "PUT", versioned(path), json=body if home else {**body, "location": PLACE}
        )
        assert made.status == 201
    for name in ("a", "b"):
        await world.act("lock", scope=f"/subscriptions/{seed.PRODUCTION}", name=name)
        await world.act("policy", scope=f"/subscriptions/{seed.PRODUCTION}", type="x/y", name=name)
    sow(world.local.state)
    world.local.state.page_size = 1000
    return world


async def test_every_list_is_the_same_page_by_page(filled: World) -> None:
    """Tried with two items or more, where there are as many; then one to a page."""
    current = filled.local.state
    paged: set[str] = set()
    whole_ones: set[str] = set()
    for entry in lists():
        found: list[Any] = []
        path = ""
        for path in dict.fromkeys(paths(entry.pattern, current)):
            found, pages = await whole(filled, path)
            assert pages == 1
            if len(found) > 1:
                break
        assert path, f"nothing is known whose {entry.pattern} could be listed"
        current.page_size = 1
        again, pages = await whole(filled, path)
        current.page_size = 1000
        assert names(again) == names(found), path
        if len(found) > 1:
            assert pages in (1, len(found)), path
            (paged if pages > 1 else whole_ones).add(entry.pattern)
    assert {each.rpartition("/providers/")[2] for each in whole_ones} == WHOLE
    assert len(paged) > 80
    filled.exchanges.seen.clear()  # what was put in fits no description


def names(items: list[Any]) -> list[Any]:
    return [each.get("id") or each.get("name") or each for each in items]


VAULT = (
    "/subscriptions/{sub}/resourceGroups/rg-dr-vault/providers/Microsoft.RecoveryServices/vaults"
    "/rsv-dr-vmware"
)
LISTS = (
    "/subscriptions/{sub}/resources",
    "/subscriptions/{sub}/providers/Microsoft.Compute/virtualMachines",
    VAULT + "/replicationProtectedItems",
)


async def test_a_skip_token_is_good_for_the_list_that_gave_it_only(world: World) -> None:
    """Not for another list, another filter, or made up; neither here nor in the Key Vault."""
    await world.act("page_size", size=1)
    first, *others = (versioned(each.format(sub=seed.PRODUCTION)) for each in LISTS)
    link = yarl.URL((await (await world.raw("GET", first)).json())["nextLink"])
    token = link.query["$skiptoken"]
    assert (await world.raw("GET", str(link.relative()))).status == 200
    foreign = [f"{each}&$skiptoken={token}&skipToken={token}" for each in others]
    narrowed = f"{first}&$filter=location eq 'westeurope'&$skiptoken={token}"
    made_up = [f"{first}&$skiptoken={each}" for each in ("MQ==", "1", token[:-4] + "AAAA", "§")]
    for url in (*foreign, narrowed, *made_up):
        answer = await world.raw("GET", url)
        error = (await answer.json())["error"]
        code = error.get("details", [error])[0]["code"]
        assert (answer.status, code) == (400, "InvalidSkipToken"), url


async def test_a_key_vault_goes_on_by_its_own_tokens_only(world: World) -> None:
    secrets = world.secrets()
    for name in ("one", "two", "three"):
        await secrets.set_secret(name, "x")
    pages = secrets.list_properties_of_secrets(max_page_size=1).by_page()
    found = [str(each.name) async for page in pages async for each in page]
    assert found == sorted([*found])
    assert len(found) == 4
    other = secrets.list_properties_of_secret_versions("one", max_page_size=1).by_page(
        continuation_token=f"{world.local.urls['keyvault']}/secrets/one/versions"
        "?api-version=7.5&$skiptoken=MQ=="
    )
    with pytest.raises(HttpResponseError) as refusal:
        _ = [each async for page in other async for each in page]
    assert "continuation token is invalid" in str(refusal.value)
