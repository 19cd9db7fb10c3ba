"""The way of an upgrade: legal hops only, and one is found wherever there is one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from azureops import installers
from azureops.installers import Installer
from azureops.versions import Version
from commands import versions
from commands.upgrade import chain

some = st.builds(Version, st.just(9), st.integers(40, 64), st.integers(0, 3), st.integers(0, 1))
shelves = st.lists(some, max_size=8, unique=True).map(
    lambda found: tuple(Installer(version=one, url=f"https://x.example/{one}") for one in found)
)


def reachable(current: Version, target: Version, known: tuple[Installer, ...]) -> bool:
    """By trying every way."""
    seen, ahead = set(), [current]
    while ahead:
        at = ahead.pop()
        if at == target:
            return True
        seen.add(at)
        ahead += [
            one.version
            for one in known
            if one.version not in seen
            and at < one.version <= target
            and versions.next_hop(at, one.version) == one.version
        ]
    return False


@given(some, some, shelves)
def test_a_way_is_found_where_there_is_one(
    current: Version, target: Version, known: tuple[Installer, ...]
) -> None:
    found = chain.way(current, target, known)
    assert bool(found) == (current < target and reachable(current, target, known))
    at = current
    for one in found:
        assert one in known
        assert at < one.version <= target
        assert one.version.minor - at.minor <= versions.LONGEST_JUMP
        at = one.version
    assert not found or at == target


@given(some, some, shelves)
def test_how_far_it_leads_is_the_target_where_there_is_a_way(
    current: Version, target: Version, known: tuple[Installer, ...]
) -> None:
    reached = chain.reached(current, target, known)
    assert current <= reached <= max(current, target)
    assert (reached == target) == (current == target or bool(chain.way(current, target, known)))


@given(some, shelves)
def test_what_a_person_means(ceiling: Version, known: tuple[Installer, ...]) -> None:
    assert chain.wanted("", ceiling, known) == ceiling
    assert chain.wanted("9.50.1.2", ceiling, known) == Version(9, 50, 1, 2)
    short = chain.wanted(f"9.{ceiling.minor}", ceiling, known)
    builds = [one.version for one in known if one.version.minor == ceiling.minor]
    assert (short is None) == (not builds)
    assert short is None or short in builds
    lower = [one for one in builds if one <= ceiling]
    assert not lower or short == max(lower), "the newest that the configuration server allows"


def test_the_newest_is_known_and_may_be_named_otherwise() -> None:
    (alone,) = installers.known(())
    assert (alone.version, alone.url) == (installers.NEWEST, installers.ADDRESS)
    assert installers.newest("westeurope").url.endswith("_we")
    own = Installer(version=installers.NEWEST, url="https://x.example/own", sha256="0" * 64)
    older = Installer(version=Version(9, 57, 1, 1), url="https://x.example/old")
    assert installers.known((own, older)) == (older, own)
