"""A chart is uploaded where it was asked for; its words come privately, with or without it."""

from __future__ import annotations

from tests.scenario.bot_slack.stage import INCIDENT, LENA, RANDOM, RITA, Stage, shown, until
from workflow import samples

LINE = "chart readiness days=1"


async def seen(stage: Stage, healthy: int) -> None:
    look = samples.Sample(vault="/vaults/rsv-toy", servers=4, healthy=healthy)
    await stage.workflow.samples.keep([look])


async def test_a_picture_for_all_and_words_for_one(stage: Stage) -> None:
    for healthy in (4, 3, 4):
        await seen(stage, healthy)
    said = await stage.do("say", user=LENA, channel=INCIDENT, text="How do we stand?")
    order = {"user": RITA, "channel": INCIDENT, "thread_ts": said["ts"]}
    await stage.do("say", **order, text=f"@failback-ps {LINE}")
    words = await stage.whisper("100 % now, at least 75 %", RITA)
    assert "The picture is posted" in shown(words)

    async def look() -> dict[str, object] | None:
        found = await stage.messages(LENA)
        return next((one for one in found if one.get("files")), None)

    posted = await until(look, "the picture")
    assert posted["thread_ts"] == said["ts"]
    (file,) = posted["files"]
    assert (file["name"], file["mimetype"]) == ("readiness.png", "image/png")
    assert file["title"] == "Failback readiness, 1 day"
    assert "Process servers healthy: 100 % now, at least 75 %" in file["alt_txt"]
    assert file["size"] > 10_000


async def test_words_alone_where_the_picture_cannot_be_posted(stage: Stage) -> None:
    await stage.type(LINE)
    await stage.see("The watch has seen nothing of it")
    await seen(stage, 4)
    await stage.type(LINE, channel=RANDOM)
    bare = await stage.see("100 % now", channel=RANDOM)
    assert "/invite @failback-ps" in shown(bare)
    await stage.do("preference", uploads=False)
    await stage.type(LINE)
    bare = await stage.see("100 % now")
    assert "file_uploads_disabled" in shown(bare)
