"""Given the stock Azure CLI, when a person works with it all day, then this Azure is one to it."""

from __future__ import annotations

import asyncio
import json
import shlex
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.azure.server import LocalAzure
from tests.conformance.azure_cli import cases, environment

SPEED = 600.0
Result = dict[str, Any]


class Azure:
    """A local Azure on a thread of its own, since the CLI is waited for."""

    def __init__(self, folder: Path) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()
        self.local = LocalAzure(data_dir=folder, speed=SPEED)
        self.run(self.local.start())

    def run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(60)

    def act(self, order: Any) -> None:
        self.run(self.local.control._acts["azure"](dict(order)))

    def stop(self) -> None:
        self.run(self.local.stop())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()


def _az(python: Path, settings: dict[str, str], *arguments: str) -> None:
    """One real `az` process."""
    subprocess.run(
        [python, "-m", "azure.cli", *arguments, "--output", "none"], env=settings, check=True
    )


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Result]]:
    """The whole session: registered and signed in by real processes, then every line in order."""
    folder = tmp_path_factory.mktemp("azure-cli")
    python = environment.interpreter()
    azure = Azure(folder)
    local = azure.local
    settings = environment.settings(folder, local.bundle)
    _az(python, settings, "cloud", "register", "--name", "local",
        "--endpoint-resource-manager", local.urls["arm"])  # fmt: skip
    _az(python, settings, "cloud", "set", "--name", "local")
    _az(python, settings, "login", "--service-principal", "--username", local.client_id,
        "--password", local.client_secret, "--tenant", local.tenant)  # fmt: skip
    driver = Path(__file__).with_name("driver.py")
    with subprocess.Popen(
        [python, driver], cwd=driver.parent, env=settings, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        done = []
        for case in cases.CASES:
            if case.first is not None:
                azure.act(case.first)
            line = shlex.split(case.line.replace("$BLOBS", local.urls["blobs"]))
            process.stdin.write(json.dumps([*line, "--only-show-errors"]) + "\n")
            process.stdin.flush()
            done.append(json.loads(process.stdout.readline()))
        process.stdin.close()
    yield done
    azure.stop()


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    "number", range(len(cases.CASES)), ids=[f"az {case.line}"[:80] for case in cases.CASES]
)
def test_the_stock_cli(results: list[Result], number: int) -> None:
    case, result = cases.CASES[number], results[number]
    assert result["code"] == case.code, result["err"] or result["out"]
    for text in case.says:
        assert text in (result["err"] if case.code else result["out"])
    answer = json.loads(result["out"]) if result["out"].strip() else None
    for path, value in case.sees.items():
        assert _at(answer, path) == value, result["out"]


def _at(answer: Any, path: str) -> Any:
    """`a.0.b` in an answer; `each` or `length` of a list; `value`: all of what is no object."""
    if path == "value" and not isinstance(answer, dict):
        return answer
    step, _, rest = path.partition(".")
    if step == "length":
        return len(answer)
    if step == "each":
        return [_at(one, rest) for one in answer]
    found = answer[int(step)] if isinstance(answer, list) else answer[step]
    return _at(found, rest) if rest else found
