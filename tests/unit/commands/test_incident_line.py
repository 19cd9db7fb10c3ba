"""Title and severity of an incident, as they are typed."""

from __future__ import annotations

import pytest

from commands import checks, grammar, registry
from commands.incident import acts
from workflow import policies
from workflow.incident_states import Severity


@pytest.mark.parametrize(
    ("text", "severity", "read"),
    [
        ("Failback of Munich", "", ("Failback of Munich", Severity.SEV2)),
        ("Failback of Munich SEV1", "", ("Failback of Munich", Severity.SEV1)),
        ("sev3: Failback of Munich", "", ("Failback of Munich", Severity.SEV3)),
        ("Failback of host-sev9", "", ("Failback of host-sev9", Severity.SEV2)),
        ("Failback of rack sev9", "sev1", ("Failback of rack sev9", Severity.SEV1)),
    ],
)
def test_the_severity_stands_before_or_behind_the_title(
    text: str, severity: str, read: tuple[str, Severity]
) -> None:
    assert acts.read({"text": text, "severity": severity}) == read


@pytest.mark.parametrize("text", ["Failback of Munich sev9", "SEV0 Failback", "Munich sev12"])
def test_a_severity_that_there_is_not_starts_nothing(text: str) -> None:
    with pytest.raises(policies.Refused, match=r"“(sev9|SEV0|sev12)” is no severity") as refused:
        acts.read({"text": text})
    assert "sev1, sev2, sev3" in refused.value.remedy


def test_nor_does_one_that_is_named() -> None:
    read = grammar.parse("incident start Munich severity=sev9", registry.VERBS)
    assert isinstance(read, grammar.Parsed)
    (fault,) = checks.check(read.verb, read.values)
    assert "“sev9” is not one of the choices" in fault.sentence
