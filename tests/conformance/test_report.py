"""The pages say what the data and the code say, and no row stands there without its test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sandbox import pages
from sandbox.azure import api_versions, inventory, server
from sandbox.slack import acts_page
from tests.conformance import report, suites

HERE = Path(__file__).parent


def test_the_page_of_conformance_is_what_the_data_says() -> None:
    assert not report.PAGE.drifted(), "run: make docs"


def test_the_page_of_the_local_azure_is_what_the_code_says() -> None:
    assert not inventory.PAGE.drifted(), "run: make docs"


def test_the_page_of_acts_in_the_local_slack_is_what_the_code_says() -> None:
    assert not acts_page.PAGE.drifted(), "run: make docs"
    assert "|  |" not in acts_page.render(), "every act says what it is given"


@pytest.mark.parametrize("table", report.tables(), ids=lambda one: one.title)
def test_a_table_is_whole(table: report.Table) -> None:
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.columns)}
    if table.columns[-1] == "Source":
        assert all("](https://" in row[-1] for row in table.rows)


@pytest.mark.parametrize("test", suites.RUN_BY)
def test_every_case_is_run_by_a_test(test: str) -> None:
    """The test walks the whole tuple, so that no row can be without one."""
    module, name = suites.RUN_BY[test]
    text = (HERE / test).read_text(encoding="utf-8")
    assert f"{module.__name__.rpartition('.')[2]}.{name}" in text
    assert len(getattr(module, name)) > 2


def test_every_route_and_act_says_what_it_does() -> None:
    handlers: list[Any] = [one.handler for table in server.TABLES for one in table.entries]
    handlers += [act for table in server.ACTS for act in table.entries.values()]
    assert {one.__qualname__ for one in handlers if not one.__doc__} == set()


def test_every_type_that_is_served_has_its_versions() -> None:
    patterns = [one.pattern for table in server.TABLES for one in table.entries]
    named = [pattern for pattern in patterns if "/providers/Microsoft." in pattern]
    assert len(named) > 100
    assert [each for each in named if api_versions.served(each, "1999-01-01")] == []


def test_a_page_that_drifted_is_named_then_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = pages.Page(path=tmp_path / "a.md", render=lambda: pages.table(("A",), [("x|y",)]))
    assert page.main([]) == 1
    assert capsys.readouterr().out == "drifted: a.md\n"
    assert page.main(["--write"]) == 0
    assert page.path.read_text() == "| A |\n| --- |\n| x\\|y |\n"
    assert capsys.readouterr().out == "wrote: a.md\n"
    assert page.main(["--write"]) == 0
    assert capsys.readouterr().out == ""
