"""The lean reader against a small server that misbehaves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from azure.core import AsyncPipelineClient

from azureops import arm, pipelines
from azureops.errors import AzureError

Handler = Any


Client = AsyncPipelineClient[Any, Any]


class Service:
    """Answers each request with the next of `answers`; keeps what it was asked."""

    def __init__(self) -> None:
        self.answers: list[web.Response] = []
        self.asked: list[str] = []
        self.base = ""

    async def handle(self, request: web.Request) -> web.Response:
        self.asked.append(request.path_qs)
        return self.answers.pop(0)


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    made = Service()
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", made.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


@pytest.fixture
async def client(service: Service) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession(auto_decompress=False) as session:
        yield AsyncPipelineClient(service.base, policies=[], transport=pipelines.transport(session))


@pytest.fixture
def reader(service: Service, client: Client) -> arm.Arm:
    return arm.Arm(client, service.base)


def page(*names: str, following: str = "") -> web.Response:
    return web.json_response({"value": [{"name": n} for n in names], "nextLink": following or None})


async def test_pages_are_followed_as_they_are_linked(service: Service, reader: arm.Arm) -> None:
    service.answers = [page("a", following=f"{service.base}/x?api-version=1&skip=1"), page("b")]
    found = await reader.get_all("/x y", "2020-01-01", {"$filter": "a eq 'b c'"})
    assert [one["name"] for one in found] == ["a", "b"]
    assert service.asked[0].startswith("/x%20y?api-version=2020-01-01")
    assert service.asked[1] == "/x?api-version=1&skip=1"


async def test_a_page_elsewhere_is_not_fetched(service: Service, reader: arm.Arm) -> None:
    service.answers = [page("a", following="https://elsewhere.example/x")]
    with pytest.raises(AzureError, match=r"elsewhere\.example") as caught:
        await reader.get_all("/x", "1")
    assert caught.value.code == "azure-bad-answer"


async def test_links_in_a_circle_end(service: Service, client: Client) -> None:
    reader = arm.Arm(client, service.base, most_pages=3)
    service.answers = [page("a", following=f"{service.base}/x") for _ in range(9)]
    with pytest.raises(AzureError, match="did not end"):
        await reader.get_all("/x", "1")


async def test_what_is_no_json(service: Service, reader: arm.Arm) -> None:
    service.answers = [web.Response(text="<html>Sign in to the proxy</html>")]
    with pytest.raises(AzureError, match="not JSON") as caught:
        await reader.get("/x", "1")
    assert caught.value.retriable


async def test_absent_and_empty(service: Service, reader: arm.Arm) -> None:
    absent = {"error": {"code": "ResourceNotFound", "message": "No."}}
    service.answers = [
        web.json_response(absent, status=404),
        web.Response(status=204),
        web.json_response(absent, status=404),
        web.json_response({"value": None}),
    ]
    assert await reader.get("/x", "1") is None
    assert await reader.get("/x", "1") is None
    assert await reader.get_all("/x", "1") == []
    assert await reader.get_all("/x", "1") == []


async def test_what_must_exist_is_not_taken_for_empty(service: Service, reader: arm.Arm) -> None:
    """Neither is half a listing taken for a whole one."""
    absent = {"error": {"code": "ResourceNotFound", "message": "No."}}
    page = {"value": [{"a": 1}], "nextLink": "/x?page=2"}
    for answers, exists in (([absent], True), ([page, absent], False)):
        service.answers = [
            web.json_response(one, status=404 if one is absent else 200) for one in answers
        ]
        with pytest.raises(AzureError) as caught:
            await reader.get_all("/x", "1", exists=exists)
        assert (caught.value.code, caught.value.status) == ("azure-not-found", 404)


async def test_posts(service: Service, reader: arm.Arm) -> None:
    service.answers = [web.json_response({"a": 1}), web.json_response({}, status=404)]
    assert await reader.post("/x/act", "1", {"b": 2}) == {"a": 1}
    with pytest.raises(AzureError) as caught:
        await reader.post("/x/act", "1")
    assert caught.value.code == "azure-not-found"
