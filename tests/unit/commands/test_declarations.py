"""The registry, the checks of fields, and the help that is made of them."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import checks, grammar, registry, usage
from commands import help as help_verb
from commands.deploy import preflight
from commands.fields import Kind
from commands.preflight import run, said
from commands.verbs import Answer, Asking, Authority
from core import language
from core.sentences import spoken
from tests import sources
from workflow import people, policies, rights
from workflow.plans import Severity
from workflow.procedures import Request

DEPLOY = registry.VERBS["deploy"]
GOOD = {
    "subscription": "Contoso DR Production",
    "vault": "rsv-dr-vmware/cs-onprem-01",
    "resource_group": "rg-dr-weu",
    "region": "westeurope",
    "network": "vnet-dr-weu",
    "subnet": "snet-ps",
    "name": "ps-weu-1",
}
REQUEST = Request(operation_id="op-7f3k2qhd45", requester="U0RITA001")


def text(answer: Answer) -> str:
    rows = [f"{k}: {v}" for s in answer.sections for k, v in s.rows]
    return "\n".join([answer.title, *(f"{s.heading}\n{s.text}" for s in answer.sections), *rows])


def test_the_verbs() -> None:
    assert list(registry.VERBS) == [
        "deploy",
        "register",
        "start",
        "stop",
        "upgrade",
        "switch",
        "unregister",
        "delete",
        "renew-certificate",
        "refresh",
        "status",
        "list",
        "coverage",
        "check",
        "chart",
        "upgrade-by-hand",
        "plan-upgrade",
        "findings",
        "snooze",
        "dismiss",
        "incident",
        "locks",
        "lock",
        "unlock",
        "freeze",
        "thaw",
        "history",
        "help",
    ]


def test_the_fields_of_deploy_are_asked_in_this_order() -> None:
    assert [f.name for f in DEPLOY.fields] == [
        "subscription",
        "vault",
        "resource_group",
        "region",
        "network",
        "subnet",
        "name",
        "user",
        "storage",
        "ip",
        "size",
        "source",
        "windows",
        "passphrase_secret",
    ]


@pytest.mark.parametrize("name", registry.VERBS)
def test_every_declaration_is_whole(name: str) -> None:
    verb = registry.VERBS[name]
    assert verb.summary
    assert verb.description
    assert verb.needs_approval == (verb.make_plan is not None)
    assert verb.needs_approval != (verb.make_answer is not None)
    assert verb.needs_approval == (verb.authority is Authority.APPROVAL)
    names = [f.name for f in verb.fields]
    assert len(set(names)) == len(names)
    assert {*verb.words, verb.rest} <= {"", *names}
    for field in verb.fields:
        assert field.help
        assert (field.kind is Kind.LOOKUP) == (field.lookup is not None)
        assert set(field.depends_on) <= set(names)
        # What a list depends on is asked before it.
        assert all(names.index(d) < names.index(field.name) for d in field.depends_on)
        assert field.default == "" or field.check is None or field.check(field.default, {}) is None
    for example in verb.examples:
        assert isinstance(
            grammar.parse(example.removeprefix(help_verb.COMMAND), registry.VERBS), grammar.Parsed
        )


@pytest.mark.parametrize("name", registry.VERBS)
def test_results_are_kept_by_part_so_no_name_stands_twice(name: str) -> None:
    verb = registry.VERBS[name]
    every = (*verb.steps, *verb.undo)
    assert len({step.name for step in every}) == len(every)
    parts = [part for step in every for part, _ in step.parts]
    assert len(set(parts)) == len(parts)


def owners() -> set[str]:
    """The checks that facts and `Missing` name as those who report them, from the sources."""
    found: set[str] = set()
    for path in Path(preflight.__file__).parent.glob("*.py"):
        for node in sources.read(path).calls:
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            at = {"Missing": 0, "fact": 0, "once": 1}.get(called)
            owner = node.args[at] if at is not None else None
            if isinstance(owner, ast.Constant):
                found.add(str(owner.value))
    return found


def test_every_owner_of_a_missing_fact_is_a_check() -> None:
    assert len(owners()) > 5
    assert owners() <= set(preflight.CHECKS)


async def test_a_missing_fact_that_no_check_owns_blocks() -> None:
    async def mistyped(_: object) -> said.Said:
        raise said.Missing("netwrok", "There is no network.", "Choose one.")

    found = await run({"network": mistyped, "subnet": mistyped}, None)
    assert {f.severity for f in found} == {Severity.BLOCKING}
    assert {f.remedy for f in found} == {"Choose one."}


def test_a_complete_wish() -> None:
    assert checks.complete(DEPLOY, GOOD)
    assert checks.check(DEPLOY, GOOD) == ()
    filled = checks.with_defaults(DEPLOY, GOOD)
    assert (filled["ip"], filled["size"], filled["user"]) == ("auto", "Standard_A8_v2", "psadmin")


@pytest.mark.parametrize("name", GOOD)
def test_what_is_required_is_asked_for(name: str) -> None:
    values = {k: v for k, v in GOOD.items() if k != name}
    assert not checks.complete(DEPLOY, values)
    (fault,) = checks.check(DEPLOY, values)
    assert fault.field == name
    assert fault.remedy.startswith("For example: "), "its label stands beside it already"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", "ps_weu_1"),
        ("user", "administrator"),
        ("ip", "10.60.2"),
        ("resource_group", "rg/x"),
        ("storage", "St-1"),
        ("source", "gallary"),
        ("windows", "2012"),
    ],
)
def test_every_wrong_value_is_named(name: str, value: str) -> None:
    (fault,) = checks.check(DEPLOY, {**GOOD, name: value})
    assert (fault.field, fault.value) == (name, value)
    assert fault.remedy


def test_a_wrong_choice_names_the_field_in_the_readers_language() -> None:
    (fault,) = checks.check(registry.VERBS["incident"], {"severity": "sev9"})
    assert "the choices for Severity" in fault.sentence
    assert "bei Schwere nicht zur Wahl" in spoken(fault.sentence, language.of("de"))


def test_all_faults_at_once() -> None:
    faults = checks.check(DEPLOY, {"name": "-", "ip": "x", "user": "root"})
    assert {f.field for f in faults} >= {"name", "ip", "user", "subscription"}


@given(st.dictionaries(st.sampled_from([f.name for f in DEPLOY.fields]), st.text()))
def test_checks_never_raise(values: dict[str, str]) -> None:
    for fault in checks.check(DEPLOY, values):
        assert fault.sentence


async def help_of(name: str = "") -> str:
    asking = Asking(person="U1", channel="C1")
    values = {"verb": name} if name else {}
    return text(await registry.VERBS["help"].answer(None, values, asking))


async def test_help_lists_every_verb() -> None:
    said = await help_of()
    assert all(name in said for name in registry.VERBS)


def judged(**more: Any) -> str:
    person = people.Person(id="U1", name="Bo")
    return text(help_verb.overview(registry.VERBS, rights.Rights(person=person, **more)))


def test_help_lists_what_one_may_run_and_whom_to_ask_for_the_rest() -> None:
    oncall = (policies.Circle(groups=("S0ONCALL1",), people=(), quorum=1),)
    rest = {name: oncall for name in registry.VERBS if name not in {"help", "list", "lock"}}
    said = judged(verbs=frozenset({"list"}), others={**rest, "lock": ()})
    rows = [line.partition(":")[0].partition(" ")[0] for line in said.splitlines()]
    assert {"list", "help"} <= set(rows)
    assert not {"deploy", "lock", "check"} & set(rows)
    assert "<!subteam^S0ONCALL1>" in said
    assert " lock," not in said, "what nobody may run, nobody can be asked for"
    assert "/failback-ps deploy" not in said, "no form is promised"


def test_help_names_for_each_command_those_who_may_run_it() -> None:
    leads, ops = (policies.Circle(groups=(name,), people=()) for name in ("S0LEADS01", "S0OPS0001"))
    said = judged(verbs=frozenset({"start"}), others={"delete": (leads,), "deploy": (ops,)})
    assert "delete. Ask <!subteam^S0LEADS01>." in said
    assert "deploy. Ask <!subteam^S0OPS0001>." in said
    assert "/failback-ps deploy" not in said, "the example is one they may not run"


def test_help_is_whole_where_slack_does_not_say_who_asks_and_short_for_a_guest() -> None:
    unknown = judged(unknown="Slack did not say.")
    assert "Slack did not say. So every command" in unknown
    assert "deploy" in unknown
    guest = judged(uncounted="A guest.", others={"deploy": (policies.Circle(people=("*",)),)})
    assert "A guest. Ask a colleague." in guest
    assert "@*" not in guest


def test_the_usage_shows_what_may_be_left_out() -> None:
    for name, line in (
        ("check", "check [where]"),
        ("incident", "incident [do] [text …]"),
        ("switch", "switch <server> <to> [machines …]"),
        ("list", "list"),
    ):
        assert usage.of(registry.VERBS[name]) == line


async def test_help_of_deploy_explains_every_field_and_when_it_is_needed() -> None:
    said = await help_of("deploy")
    assert all(f"{f.name}: " in said for f in DEPLOY.fields)
    assert "latency" in said
    assert "managed disks" in said
    assert "approve or deny" in said


@pytest.mark.parametrize("name", ["snooze", "dismiss", "unlock", "freeze", "thaw"])
def test_help_begins_with_what_the_command_does(name: str) -> None:
    """Not in the middle: a reader has seen no summary before it."""
    first = registry.VERBS[name].description.split()[0]
    assert first in {"Puts", "Sets", "Gives", "Lets", "Ends"}


async def test_help_of_a_mistyped_verb() -> None:
    assert "deploy" in await help_of("deplyo")


def test_a_typed_line_becomes_values() -> None:
    parsed = grammar.parse("deploy —name “ps-weu-1” ip=auto", registry.VERBS)
    assert isinstance(parsed, grammar.Parsed)
    assert parsed.values == {"name": "ps-weu-1", "ip": "auto"}
