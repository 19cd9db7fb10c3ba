"""The numbers of the charts, and what they say in words."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from commands.chart import backlog, declaration, durations, readiness
from core import language
from workflow import operations, samples

UNTIL = datetime(2026, 11, 27, 23, tzinfo=UTC)
SINCE = UNTIL - timedelta(days=1)
EAST, WEST = "/vaults/rsv-east", "/vaults/rsv-west"
ENGLISH, GERMAN = language.of("en"), language.of("de")


def sample(hours_ago: int, vault: str = EAST, **more: object) -> samples.Sample:
    given = {"servers": 4, "healthy": 4, **more}
    at = UNTIL - timedelta(hours=hours_ago)
    return samples.Sample(vault=vault, at=at, **given)  # type: ignore[arg-type]


def window(*seen: samples.Sample) -> samples.Window:
    ordered = sorted(seen, key=lambda one: one.at)
    return samples.Window(since=SINCE, until=UNTIL, samples=tuple(ordered))


def test_of_an_hour_the_worst_is_kept() -> None:
    well = sample(0, healthy=4, machines=9, covered=9, backlog={"a": 5})
    ill = sample(0, healthy=3, machines=None, backlog={"b": 7})
    bare = sample(0, healthy=4, machines=9, covered=2, backlog={"a": 6})
    worst = samples.worse(samples.worse(well, ill), bare)
    assert (worst.healthy, worst.machines, worst.covered) == (3, 9, 2)
    assert worst.backlog == {"a": 6, "b": 7}
    assert samples.worse(worst, worst) == worst, "told twice it is the same"


def test_readiness_adds_up_the_vaults_and_breaks_where_nothing_is_known() -> None:
    seen = window(sample(20, healthy=2), sample(19, WEST, healthy=4), sample(2), sample(0))
    points = dict(readiness.series(seen, lambda s: (s.healthy, s.servers), timedelta(hours=6)))
    assert len(points) == 25

    def at(hours_ago: int) -> float | None:
        return points[UNTIL - timedelta(hours=hours_ago)]

    assert at(24) is None
    assert at(20) == 50
    assert at(19) == 75
    assert at(14) == 75, "a look holds for six hours"
    assert at(13) == 100, "one vault's has ended, the other's holds"
    assert at(12) is None
    assert at(0) == 100


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (ENGLISH, "100 % now, at least 50 % (last 2026-11-27 22:00 UTC)."),
        (GERMAN, "Jetzt 100 %, mindestens 50 % (zuletzt 2026-11-27 22:00 UTC)."),
    ],
)
def test_readiness_in_words(words: language.Words, said: str) -> None:
    seen = window(sample(3, healthy=2), sample(2, healthy=2), sample(0))
    answer = readiness.answer(seen, 1, "", words)
    assert answer.chart is not None
    assert [line.label for line in answer.chart.lines] == [words("chart-servers")]
    assert answer.sections[0].rows[0][1] == said
    assert said in answer.chart.alt
    assert "—" not in answer.title
    assert readiness.answer(window(), 1, "", words).chart is None


def test_now_is_the_newest_look_and_not_the_worst_of_its_hour() -> None:
    gib = 1 << 30
    newest = {"servers": 4, "healthy": 4, "machines": 5, "covered": 5, "backlog": {}}
    worst = sample(0, healthy=3, machines=5, covered=2, backlog={"ps-1": 7 * gib}, newest=newest)
    mended = window(sample(1, machines=5, covered=2), worst)
    answer = readiness.answer(mended, 1, "", ENGLISH)
    assert answer.chart is not None
    assert [said for _, said in answer.sections[0].rows] == [
        "100 % now, at least 75 % (last 2026-11-27 23:00 UTC).",
        "100 % now, at least 40 % (last 2026-11-27 23:00 UTC).",
    ]
    assert answer.chart.lines[1].points[-1][1] == 40, "the picture shows the worst of each hour"
    sent = backlog.answer(mended, 1, "", "", ENGLISH).sections[0].rows
    assert sent == (("ps-1", "0.0 GB now, at most 7.0 GB (2026-11-27 23:00 UTC)."),)
    older = backlog.answer(window(dataclasses.replace(worst, newest=None)), 1, "", "", ENGLISH)
    assert older.sections[0].rows[0][1].startswith("7.0 GB now"), "of an older release"


def test_the_backlog_shows_the_largest_and_zero_where_none_was() -> None:
    gib = 1 << 30
    many = {f"ps-{n}": n * gib for n in range(1, 8)}
    seen = window(sample(5, backlog=many), sample(4, WEST, backlog={"ps-7": 9 * gib}), sample(0))
    lines = backlog.series(seen)
    assert [line.label for line in lines] == ["ps-7", "ps-6", "ps-5", "ps-4", "ps-3"]
    assert [value for _, value in lines[0].known] == [7, 9, 0]
    (only,) = backlog.series(seen, "ps-1")
    assert [value for _, value in only.known] == [1, 0], "at 4 its own vault was not read"
    none = backlog.answer(window(sample(0)), 1, "", "", ENGLISH)
    assert none.chart is None
    assert "Nothing had to wait" in none.sections[0].text


def test_a_name_that_nobody_knows_is_not_drawn_as_everything() -> None:
    kept = window(sample(1), sample(1, WEST))
    for what, said in (("readiness", "no vault “rsv-typo”"), ("backlog", "no server has that")):
        answer = declaration.seen(kept, what, "rsv-typo", 30, ENGLISH)
        assert answer.chart is None
        assert said in answer.sections[0].text


def test_a_vault_is_known_by_its_name_and_any_other_word_is_a_server() -> None:
    seen = window(sample(1), sample(1, WEST))
    mine, is_vault = declaration.narrowed(seen, "RSV-West")
    assert ([one.vault for one in mine.samples], is_vault) == ([WEST], True)
    assert declaration.narrowed(seen, "ps-neu-1") == (seen, False)
    assert declaration.narrowed(seen, "") == (seen, True)


def deployed(name: str, asked: int, begun: int, ended: int) -> operations.Operation:
    """Minutes before `UNTIL`."""

    def at(minutes: int) -> datetime:
        return UNTIL - timedelta(minutes=minutes)

    step = operations.StepRecord(
        name="vm",
        title="Make the machine",
        state=operations.StepState.DONE,
        attempt=1,
        started_at=at(begun),
        ended_at=at(ended),
    )
    return operations.Operation(
        id=f"op-{name}",
        verb="deploy",
        state=operations.State.SUCCEEDED,
        requester="U0RITA001",
        channel="C0INCIDENT",
        values={"name": name},
        created_at=at(asked),
        updated_at=at(ended),
        version=9,
        attempt=1,
        steps=(step,),
    )


def test_durations_are_the_wait_and_the_run() -> None:
    newest, old = deployed("ps-2", 100, 90, 30), deployed("ps-1", 300, 260, 180)
    bare = dataclasses.replace(newest, steps=())
    ancient = deployed("ps-0", 3000, 2990, 2950)
    answer = durations.answer([newest, bare, old, ancient], SINCE, 1, "", ENGLISH)
    assert answer.chart is not None
    assert [bar.values for bar in answer.chart.bars] == [(10, 60), (40, 80)]
    assert answer.chart.bars[0].label == "ps-2, 2026-11-27"
    assert dict(answer.sections[0].rows)["The run"] == "Median 70 min."
    assert answer.sections[0].text == "2 deployments were proved."
    assert durations.answer([], SINCE, 1, "", ENGLISH).chart is None
