"""A look that was asked for in a terminal: one durable run, which answers the request's row."""

from __future__ import annotations

from core import errors, json
from watch import checks
from workflow import requests, store

NAME = "check-asked"
"""Of the durable run, stored with it: stable over releases."""


class Asked:
    """`run` is registered with the engine under `NAME`; its run is named after the request, so
    that it looks once, whichever replica has seen the request."""

    def __init__(self, looks: checks.Checks, rows: requests.Requests) -> None:
        self._looks = looks
        self._rows = rows

    async def run(self, request: str, where: str) -> json.JSON:
        asked = await self._rows.get(request)
        if asked is None or asked.outcome is not None:
            return None
        outcome = await self._outcome(where)
        await self._rows.answer(asked, outcome)
        return outcome

    async def _outcome(self, where: str) -> json.Object:
        try:
            return {"said": await self._looks.run_all(where)}
        except store.Unavailable:
            raise
        except errors.BotError as error:
            return {"refused": error.told()}
