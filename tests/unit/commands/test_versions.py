"""Versions: the next legal hop, never above the configuration server, and who is outdated."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from azureops.versions import Version, parse
from commands import versions

VERSIONS = st.builds(
    Version, st.just(9), st.integers(0, 80), st.integers(1, 9999), st.integers(0, 9)
)


@given(VERSIONS, VERSIONS)
def test_every_hop_is_legal_and_the_last_one_is_the_target(
    current: Version, target: Version
) -> None:
    way = versions.hops(current, target)
    at = current
    for hop in way:
        assert hop > at
        assert hop.minor - at.minor <= versions.LONGEST_JUMP
        assert versions.allowed(hop, target)
        at = hop
    assert (at == target) if current < target else not way


@given(VERSIONS, VERSIONS)
def test_the_way_has_no_hop_too_many(current: Version, target: Version) -> None:
    way = versions.hops(current, target)
    between = target.minor - current.minor
    assert len(way) == (max(1, -(-between // versions.LONGEST_JUMP)) if current < target else 0)
    assert (versions.next_hop(current, target) is None) == (not way)
    for hop in way[:-1]:
        assert versions.show(hop) == f"{hop.major}.{hop.minor}", "any build of it will do"


@given(VERSIONS, VERSIONS, VERSIONS)
def test_a_process_server_is_never_newer(one: Version, two: Version, three: Version) -> None:
    assert versions.allowed(one, one)
    assert versions.allowed(one, two) or versions.allowed(two, one)
    if versions.allowed(one, two) and versions.allowed(two, three):
        assert versions.allowed(one, three)


@given(VERSIONS)
def test_what_is_shown_is_read_again(version: Version) -> None:
    assert parse(versions.show(version)) == version


def test_a_long_way_goes_in_steps_of_four() -> None:
    way = versions.hops(Version(9, 16), Version(9, 24, 4))
    assert [versions.show(v) for v in way] == ["9.20", "9.24.4.0"]


def test_the_story_of_an_outdated_server() -> None:
    judged = versions.judge("9.56.6879.1", "UpdateRequired", "9.61.7016.1")
    assert judged.outdated
    assert judged.next_hop == judged.between == "9.60"
    assert judged.target == "9.61.7016.1", "the form and the plan go there"
    assert "9.56.6879.1" in judged.sentence
    assert "9.61.7016.1" in judged.sentence


def test_the_services_word_weighs_more_than_the_versions() -> None:
    assert versions.judge("9.61.1.1", "NotSupported", "9.61.1.1").outdated
    assert versions.judge("9.50.1.1", "Supported", "9.61.1.1").level is versions.Level.BEHIND


def test_without_the_services_word_the_configuration_server_decides() -> None:
    assert versions.judge("9.61.1.1", "", "9.61.1.1").level is versions.Level.CURRENT
    assert versions.judge("9.60.1.1", "", "9.61.1.1").level is versions.Level.OUTDATED
    assert versions.judge("9.56.1.1", "Surprise", "9.61.1.1").level is versions.Level.UNSUPPORTED
    assert versions.judge("", "", "9.61.1.1").level is versions.Level.UNKNOWN


@given(VERSIONS, VERSIONS, st.sampled_from(["", "Supported", "UpdateRequired", "Odd"]))
def test_a_server_newer_than_its_configuration_server_is_said_so(
    mine: Version, theirs: Version, status: str
) -> None:
    judged = versions.judge(str(mine), status, str(theirs))
    assert (judged.level is versions.Level.AHEAD) == (mine > theirs)
    if mine >= theirs:
        assert judged.next_hop == judged.target == ""


@given(VERSIONS, VERSIONS, st.text())
def test_a_word_that_is_not_in_the_documents_counts_as_not_said(
    mine: Version, theirs: Version, word: str
) -> None:
    assume(word.strip().lower() not in versions.STATUSES)
    odd = versions.judge(str(mine), word, str(theirs))
    silent = versions.judge(str(mine), "", str(theirs))
    assert (odd.level, odd.next_hop) == (silent.level, silent.next_hop)


@given(VERSIONS, VERSIONS, st.sampled_from(sorted(versions.STATUSES)))
def test_the_services_word_is_read_in_any_case(mine: Version, theirs: Version, word: str) -> None:
    said = [versions.judge(str(mine), form, str(theirs)).level
            for form in (word, word.upper(), f" {word.title()} ")]  # fmt: skip
    assert len(set(said)) == 1


@given(st.text(), st.text(), st.text())
def test_odd_text_from_the_fabric_never_raises(installed: str, status: str, theirs: str) -> None:
    assert versions.judge(installed, status, theirs).sentence
