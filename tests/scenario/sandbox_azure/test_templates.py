"""Given templates that calculate, repeat and link, Azure reads them as they are meant."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError

from sandbox.azure import blob_signing, blobs
from tests.scenario.sandbox_azure.conftest import World, code
from tests.scenario.sandbox_azure.templates import (
    GROUP,
    SUB,
    VERSION,
    WHOLE,
    body,
    client,
    deploy,
    network,
    template,
)


@pytest.mark.parametrize(
    ("content", "given", "said"),
    [
        (WHOLE, {}, "The value for the template parameter 'name'"),
        (WHOLE, {"name": "vnet", "colour": "red"}, "The template parameters 'colour'"),
        (WHOLE, {"name": "v"}, "greater than or equal to '3'"),
        (WHOLE, {"name": "vnet", "size": "huge"}, "is not part of the allowed value(s)"),
        (WHOLE, {"name": 7}, "Expected 'String'. Actual 'Integer'"),
        (template(network("[nonsense()]")), {}, "The template function 'nonsense' is not valid"),
        (template(network("[concat('a']")), {}, "expected token 'RightParenthesis'"),
        (template(network("a"), network("a")), {}, "is defined multiple times"),
        (template(network("a/b")), {}, "incorrect segment lengths"),
        (template(network("a", dependsOn=["b"])), {}, "'b' is not defined in the template"),
        (template(network("a", dependsOn=["b"]), network("b", dependsOn=["a"])), {},
         "Circular dependency detected"),
    ],
)  # fmt: skip
async def test_an_invalid_template_is_refused_at_once(
    world: World, content: dict[str, Any], given: dict[str, Any], said: str
) -> None:
    path = f"{SUB}/resourceGroups/{GROUP}/providers/Microsoft.Resources/deployments/one{VERSION}"
    answer = await world.raw("PUT", path, json=body(content, **given))
    error = (await answer.json())["error"]
    assert (answer.status, error["code"]) == (400, "InvalidTemplate")
    assert said in error["message"]
    with pytest.raises(ResourceNotFoundError):
        await client(world).get(GROUP, "one")


async def test_conditions_loops_and_variables(world: World) -> None:
    content = template(
        network("[variables('names')[copyIndex()]]", copy={"name": "all", "count": 2}),
        network("never", condition="[equals(1, 2)]"),
        variables={"copy": [{"name": "names", "count": 2,
                             "input": "[concat('vnet-', copyIndex('names', 1))]"}]},
    )  # fmt: skip
    made = await deploy(world, content)
    names = {each.id.rpartition("/")[2] for each in made.properties.output_resources}
    assert names == {"vnet-1", "vnet-2"}


async def test_symbolic_names_read_what_is_there_and_what_was_made(world: World) -> None:
    """As Bicep compiles `existing`, symbolic references and conditional outputs."""
    existing = {**network("vnet-new"), "existing": True}
    for key in ("location", "properties"):
        del existing[key]
    await deploy(world, template(network("vnet-new")))
    content = template(
        languageVersion="2.0",
        outputs={
            "there": {"type": "object", "value": "[reference('old').addressSpace]"},
            "made": {"type": "string", "value": "[reference('new', '2024-05-01', 'full').tags.of]"},
            "never": {"type": "string", "condition": False, "value": "[reference('none')]"},
        },
    )
    tags = {"of": "[reference('old').addressSpace.addressPrefixes[0]]"}
    content["resources"] = {
        "new": network("vnet-two", tags=tags, dependsOn=["old"]),
        "old": existing,
    }
    made = (await deploy(world, content)).properties
    assert made.outputs["there"]["value"] == {"addressPrefixes": ["10.99.0.0/16"]}
    assert made.outputs["made"]["value"] == "10.99.0.0/16"
    assert set(made.outputs) == {"there", "made"}
    assert [each.id.rpartition("/")[2] for each in made.output_resources] == ["vnet-two"]


def _linked(world: World, content: dict[str, Any], **changed: str) -> tuple[str, str]:
    """A template as a blob: its address, and a signature that reads it for an hour."""
    state = world.local.state
    account = blobs.account(state, "stdrdiagweu")
    assert account is not None
    blobs.make_container(state, account, "templates")
    blobs.put(state, account, ("templates", "one.json"), json.dumps(content).encode())
    until = state.clock.now() + timedelta(hours=1)
    query = {"sv": "2021-12-02", "sr": "b", "sp": "r", "se": until.strftime("%Y-%m-%dT%H:%M:%SZ")}
    path = "stdrdiagweu/templates/one.json"
    query["sig"] = blob_signing.service(blobs.keys(state, account)[0], f"/blob/{path}", query)
    return f"{world.local.urls['blobs']}/{path}", urlencode({**query, **changed})


async def test_a_linked_template_is_read_from_storage_by_its_signature(world: World) -> None:
    uri, query = _linked(world, template(network("vnet-linked")))
    for link in ({"uri": f"{uri}?{query}"}, {"uri": uri, "queryString": query}):
        linked = {"properties": {"mode": "Incremental", "templateLink": link}}
        made = await (await client(world).begin_create_or_update(GROUP, "one", linked)).result()
        names = [each.id.rpartition("/")[2] for each in made.properties.output_resources]
        assert names == ["vnet-linked"]
        assert made.properties.template_link.uri == link["uri"]
        assert made.properties.template_link.content_version == "1.0.0.0"


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        (lambda uri, query: f"{uri}?{query}", {"sig": "d3Jvbmc="}),
        (lambda uri, query: f"{uri}?{query}", {"sp": "w"}),
        (lambda uri, _: uri, {}),
        (lambda uri, query: f"{uri}x?{query}", {}),
        (lambda _, query: f"https://example.org/one.json?{query}", {}),
    ],
)
async def test_a_link_that_cannot_be_read_is_refused(
    world: World, change: Callable[[str, str], str], changed: dict[str, str]
) -> None:
    where = change(*_linked(world, template(network("vnet-linked")), **changed))
    linked = {"properties": {"mode": "Incremental", "templateLink": {"uri": where}}}
    with pytest.raises(HttpResponseError) as refusal:
        await client(world).begin_create_or_update(GROUP, "one", linked)
    assert code(refusal) == "InvalidContentLink"
    assert f"Unable to download deployment content from '{where}'. The tracking Id is '" in str(
        refusal.value
    )


async def test_a_nested_deployment_has_its_own_parameters(world: World) -> None:
    inner = template(
        network(), parameters={"name": {"type": "string"}},
        outputs={"name": {"type": "string", "value": "[parameters('name')]"}},
    )  # fmt: skip
    nested = {
        "type": "Microsoft.Resources/deployments",
        "apiVersion": "2024-11-01",
        "name": "inner",
        "properties": {
            "mode": "Incremental",
            "expressionEvaluationOptions": {"scope": "inner"},
            "parameters": {"name": {"value": "[toLower('VNET-IN')]"}},
            "template": inner,
        },
    }
    content = template(
        nested,
        outputs={"said": {"type": "string", "value": "[reference('inner').outputs.name.value]"}},
    )
    made = await deploy(world, content)
    assert made.properties.outputs["said"]["value"] == "vnet-in"
    assert {each.name async for each in client(world).list_by_resource_group(GROUP)} == {
        "one", "inner",
    }  # fmt: skip
