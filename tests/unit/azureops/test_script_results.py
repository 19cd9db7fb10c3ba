"""How a run command's instance view is judged, whatever Azure leaves out of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from azureops import ids, orders, run_commands, script_results
from azureops.script_results import ScriptFailed

MACHINE = ids.machine("5b000000-0000-4000-8000-000000000001", "rg", "ps-weu-1")
SAID = json.dumps({"script": "probe", "version": "9.61.7016.1"})


def raw(script: str = "probe", **view: Any) -> dict[str, Any]:
    name = f"failback-ps-{script}-op-1"
    return {
        "id": f"{MACHINE}/runCommands/{name}",
        "name": name,
        "properties": {
            "provisioningState": "Succeeded",
            "timeoutInSeconds": 600,
            "instanceView": {"executionState": "Succeeded", "exitCode": 0, "output": SAID, **view},
        },
    }


def judged(**view: Any) -> script_results.Result:
    return script_results.judge(run_commands.read(raw(**view)))


def refusal(**view: Any) -> ScriptFailed:
    with pytest.raises(ScriptFailed) as caught:
        judged(**view)
    return caught.value


def test_the_last_line_is_the_result() -> None:
    found = judged(
        output=f"\nWARNING: something else\n{SAID}\r\n\n", startTime="2026-11-27T10:00:00Z"
    )
    assert found.said["version"] == "9.61.7016.1"
    assert found.exit.name == "done"
    assert found.started_at is not None


def test_a_needed_restart_is_no_failure_though_azure_calls_it_one() -> None:
    found = judged(executionState="Failed", exitCode=3010)
    assert (found.exit.done, found.exit.restart) == (True, True)


@pytest.mark.parametrize(
    ("view", "code", "retriable"),
    [
        ({"executionState": "TimedOut", "exitCode": 1}, "script-timed-out", True),
        ({"executionState": "Canceled"}, "script-cancelled", False),
        ({"executionState": "Failed", "exitCode": 61}, "script-setup-refused", False),
        ({"executionState": "Failed", "exitCode": "1618"}, "script-busy", True),
        ({"executionState": "Failed", "exitCode": 0}, "script-failed", False),
        ({"executionState": "Failed", "exitCode": None}, "script-failed", False),
        # Provisioning and state say Succeeded: the exit code is judged all the same.
        ({"executionState": "Succeeded", "exitCode": 60}, "script-unreachable", True),
        ({"executionState": "Failed", "exitCode": 99}, "script-unknown", False),
        ({"output": ""}, "script-bad-output", True),
        ({"output": None}, "script-bad-output", True),
        ({"output": "all is well"}, "script-bad-output", True),
        ({"output": '{"script": "restart"}'}, "script-bad-output", True),
        ({"output": "[1, 2]"}, "script-bad-output", True),
        ({"output": "x" * 4000 + SAID[:40]}, "script-bad-output", True),
    ],
)
def test_every_bad_end_has_a_code(view: dict[str, Any], code: str, retriable: bool) -> None:
    found = refusal(**view)
    assert (found.code, found.retriable) == (code, retriable)
    assert found.sentence.startswith("probe on ps-weu-1: ")
    assert found.remedy


def test_output_that_azure_cut_is_told_apart_from_none() -> None:
    cut = ('{"script": "probe", "lines": ["' + "y" * 5000 + '"]}')[-4096:]
    assert "only the last 4 KB" in refusal(output=cut).sentence
    assert "did not say" in refusal(output="y" * 100).sentence


def test_a_refusal_keeps_the_end_of_standard_error_and_no_secret() -> None:
    error = "first line\n" + "y" * 3000 + "\npassphrase: hunter2hunter2\nport 443 is closed"
    found = refusal(executionState="Failed", exitCode=60, error=error)
    assert found.provider_message.endswith("[removed] port 443 is closed")
    assert "first line" not in found.provider_message
    assert "hunter2" not in str(vars(found)) + str(found)
    assert found.exit is not None
    assert found.exit.name == "unreachable"
    assert found.said["version"] == "9.61.7016.1"


def test_lines_of_a_log_are_cleaned_too() -> None:
    lines = ["/PassphraseFilePath C:\\x", "Passphrase=hunter2hunter2 was refused"]
    said = {"script": "tail-log", "file": "a.log", "lines": lines}
    command = run_commands.read(raw("tail-log", output=json.dumps(said)))
    assert script_results.judge(command).said["lines"] == [lines[0], "[removed] was refused"]


def test_a_command_without_view_or_of_somebody_else_is_read_too() -> None:
    bare = run_commands.read({"id": f"{MACHINE}/runCommands/mine", "name": "mine"})
    assert (bare.script, bare.over, bare.failed) == ("", False, False)
    assert run_commands.read(raw(executionState="Sleeping")).execution == "Unknown"
    assert not run_commands.read(raw(executionState="Running")).over


def test_names_are_the_same_for_the_same_and_differ_for_others() -> None:
    probe, log = orders.probe(), orders.tail_log()

    def name(order: orders.Order, operation: str, part: str = "") -> str:
        return ids.name_of(run_commands.id_of(MACHINE, order, operation, part))

    assert name(probe, "op-1") == name(orders.probe("10.0.0.1"), "op-1")
    assert name(probe, "op-1") == "failback-ps-probe-op-1"
    made = [
        name(probe, "op-1"), name(probe, "op:1"), name(probe, "op_1"), name(probe, "OP-1"),
        name(probe, "op-1", "2"), name(log, "op-1"), name(probe, "x" * 80), name(probe, "x" * 81),
    ]  # fmt: skip
    assert len(set(made)) == len(made)
    assert all(len(each) <= run_commands.LONGEST for each in made)
    assert run_commands.read(raw("uninstall-process-server")).script == "uninstall-process-server"
