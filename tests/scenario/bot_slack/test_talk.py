"""Mentions, direct messages and the message shortcut do what the slash command does."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenario.bot_slack.stage import (
    BO,
    BOT,
    INCIDENT,
    LENA,
    RANDOM,
    RITA,
    Stage,
    block,
    shown,
    until,
    values,
)
from tests.scenario.bot_slack.toys import VERBS

LINE = "build place=north wood=pine name=hut"
HERE = "failback_ps_here"
DIRECT = "D0RITA001"
JSON = dict[str, Any]


async def thread(stage: Stage, channel: str = INCIDENT) -> str:
    """A conversation of people about something; the `ts` of its beginning."""
    said = await stage.do("say", user=LENA, channel=channel, text="The hut is gone.")
    await stage.do("say", user=RITA, channel=channel, text="Again?", thread_ts=said["ts"])
    return str(said["ts"])


async def say(stage: Stage, text: str, user: str = RITA, thread: str = "") -> str:
    order = {"user": user, "channel": INCIDENT, "text": text}
    said = await stage.do("say", **order, **({"thread_ts": thread} if thread else {}))
    return str(said["ts"])


async def submit(stage: Stage, view: JSON, **given: str) -> None:
    """Pressed again where Slack did not say in time who the person is."""

    async def press() -> JSON | None:
        order = {"user": RITA, "view_id": view["id"], "values": values(view, **given)}
        sent = await stage.do("submit", **order)
        return None if sent["result"] == "errors" else sent

    await until(press, "the form is taken")


async def heard_all(stage: Stage) -> None:
    """The events so far are acknowledged and what they asked for is done."""
    await stage.do("home", user=RITA)  # in order: what came before has been handed over
    await stage.slack._tasks.drain(10)


async def told(stage: Stage, user: str = RITA) -> list[JSON]:
    return [one for one in await stage.messages(user) if one["ephemeral"]]


@pytest.mark.parametrize("mode", ["http", "socket"])
async def test_a_mention_in_a_thread_asks_through_a_form(mode: str, stage: Stage) -> None:
    """Where slash commands cannot go. Nothing of the conversation is disturbed."""
    begun = await thread(stage)
    await say(stage, "@failback-ps build place=north wood=pine", thread=begun)
    offer = await stage.whisper("Open the form", RITA)
    assert offer["thread_ts"] == begun, mode
    await stage.click(offer, "offer.form", RITA)
    view = await stage.view("Small letters")
    assert "North" in shown(view), "what was said is filled in"
    await submit(stage, view, place="north", wood="pine", name="hut")
    card = await stage.see("Waiting for approval")
    assert not card.get("thread_ts"), "the card stands in the channel, as ever"
    told_ = await stage.see("asked for")
    assert told_["thread_ts"] == begun
    assert not told_["ephemeral"]
    assert card["ts"].replace(".", "") in shown(told_), "with the way to the card"


async def test_a_complete_mention_skips_the_form_and_runs_once(stage: Stage) -> None:
    """Neither a repeated delivery nor an edit runs it again."""
    ts = await say(stage, f"@failback-ps {LINE}")
    await stage.see("Waiting for approval")
    await heard_all(stage)
    assert await told(stage) == []
    event = {"type": "app_mention", "user": RITA, "channel": INCIDENT, "ts": ts}
    event |= {"text": f"<@{BOT}> {LINE.replace('hut', 'shed')}"}
    for _ in range(3):
        await stage.do("event", event=event, event_id="Ev0REPEATED")
    await stage.see("Build shed")
    await stage.do("edit", user=RITA, channel=INCIDENT, ts=ts, text=f"@failback-ps {LINE}!")
    await stage.whisper("edited messages", RITA)
    await heard_all(stage)
    found = await stage.workflow.desk.find()
    assert sorted(str(one.values["name"]) for one in found) == ["hut", "shed"]


async def test_a_reading_verbs_form_asks_for_what_it_needs(stage: Stage) -> None:
    """As that of a verb with approval: at once where Slack gives a trigger, else by a button."""
    await stage.type("upgrade")
    form = await stage.view("Which.")
    await submit(stage, form, server="ps-1")
    await stage.whisper("Log in to ps-1", RITA)
    begun = await thread(stage)
    await say(stage, "@failback-ps upgrade", thread=begun)
    offer = await stage.whisper("Open the form", RITA)
    assert offer["thread_ts"] == begun
    await stage.click(offer, "offer.form", RITA)
    await submit(stage, await stage.view("Which."), server="ps-2")
    await stage.whisper("Log in to ps-2", RITA)
    await stage.do("say", user=RITA, channel=DIRECT, text="upgrade")
    await stage.see("Open the form", channel=DIRECT)


async def test_the_id_on_a_card_shows_its_operation(stage: Stage) -> None:
    """As the card does, but for its buttons: they belong to the card."""
    await stage.type(LINE)
    card = await stage.see("Waiting for approval")
    (operation,) = await stage.workflow.desk.find()
    await stage.type(f"status {operation.id.upper()}")
    answer = await stage.whisper(operation.id, RITA)
    for said in ("Build hut", "Waiting for approval", RITA, "It may rain."):
        assert said in shown(answer), said
    assert card["ts"].replace(".", "") in shown(answer), "the way to the card"
    assert all(one["type"] != "actions" for one in answer["blocks"])
    await stage.type("status op-nowhere")
    await stage.whisper("op-nowhere", RITA)
    await stage.type("status in-7f3k2qhd42")
    await stage.whisper("incident status incident=in-7f3k2qhd42", RITA)
    await stage.type("status fi-7f3k2qhd42")
    await stage.whisper("findings fi-7f3k2qhd42", RITA)


async def test_private_answers_stay_private(stage: Stage) -> None:
    """Help, answers, refusals and hints: in the thread, for the one who asked, once each."""
    begun = await thread(stage)
    for said, answer in (
        ("@failback-ps", "What I can do"),
        ("@failback-ps help build", "Builds a house"),
        ("@failback-ps houses", "Houses"),
        ("@failback-ps `/failback-ps houses`", "Houses"),
        ("@failback-ps biuld", "Did you mean `build`"),
        ("@failback-ps build place=north wood=pine name=HUT", "Use small letters."),
        ("I would ask @failback-ps houses first", "Did you mean `@failback-ps houses"),
        ("Thank you @failback-ps, well done", "begins with my name"),
    ):
        before = len(await told(stage))
        await say(stage, said, thread=begun)

        async def one_more(before: int = before) -> JSON | None:
            found = await told(stage)
            return found[before] if len(found) > before else None

        seen = await until(one_more, f"an answer to {said!r}")
        assert answer in shown(seen), said
        assert seen["thread_ts"] == begun, said
    await say(stage, "@failback-ps build", user=BO, thread=begun)
    await stage.whisper("not", BO)
    await say(stage, "@failback-ps build", user=LENA, thread=begun)
    await stage.whisper("Formular öffnen", LENA)  # her Slack speaks German
    await heard_all(stage)
    assert len(await told(stage)) == 8, "each was answered once"
    public = [one for one in await stage.messages() if not one["ephemeral"]]
    assert public == []
    assert await stage.workflow.desk.find() == []


async def test_bots_are_not_listened_to(stage: Stage) -> None:
    event = {"type": "app_mention", "user": "U0OTHERBT", "bot_id": "B0OTHER01", "ts": "1.1"}
    event |= {"channel": INCIDENT, "text": f"<@{BOT}> {LINE}"}
    assert (await stage.do("event", event=event))["ack"]["status"] == 200
    direct = event | {"type": "message", "channel": DIRECT, "channel_type": "im"}
    for more in ({}, {"bot_id": "", "user": ""}, {"bot_id": "", "subtype": "bot_message"}):
        await stage.do("event", event={**direct, "text": LINE, **more})
    await heard_all(stage)
    assert await stage.workflow.desk.find() == []
    assert await stage.messages(channel=DIRECT) == []


async def test_a_direct_message_is_the_command_itself(stage: Stage) -> None:
    """Answered there; an operation is shown in the default channel, where others can approve."""

    async def write(text: str) -> str:
        return str((await stage.do("say", user=RITA, channel=DIRECT, text=text))["ts"])

    for text in ("houses", "failback-ps houses", "@failback-ps houses"):
        before = len(await stage.messages(channel=DIRECT))
        await write(text)

        async def answered(before: int = before) -> JSON | None:
            found = await stage.messages(channel=DIRECT)
            return found[before] if len(found) > before else None

        answer = await until(answered, text)
        assert "Houses" in shown(answer)
        assert not answer["ephemeral"]
    ts = await write(LINE)
    await stage.see("Waiting for approval")
    link = await stage.see("asked for", channel=DIRECT)
    assert f"<#{INCIDENT}>" in shown(link)
    assert "/archives/" in shown(link)
    await stage.do("edit", user=RITA, channel=DIRECT, ts=ts, text=LINE.replace("hut", "shed"))
    file = {"user": RITA, "channel": DIRECT, "name": "a.csv", "content": "YSxi"}
    await stage.call("slack", {"do": "upload", **file})
    await stage.see("I take no files", channel=DIRECT)
    await write("build")
    offer = await stage.see("Open the form", channel=DIRECT)
    where = {"user": RITA, "channel": DIRECT, "ts": offer["ts"]}
    await stage.do("action", **where, action_id="offer.form")
    view = await stage.view("Small letters")
    await submit(stage, view, place="north", wood="pine", name="barn")
    await stage.see("Build barn", channel=DIRECT)
    await heard_all(stage)
    found = await stage.workflow.desk.find()
    names = sorted(str(one.values["name"]) for one in found)
    assert names == ["barn", "hut"], "an edit runs nothing"
    assert {one.channel for one in found} == {INCIDENT}


async def test_a_slash_command_in_the_direct_message_does_the_same(stage: Stage) -> None:
    await stage.type(LINE, channel=DIRECT)
    card = await stage.see("Waiting for approval")
    assert card["ts"].replace(".", "") in shown(await stage.see("asked for", channel=DIRECT))


async def test_the_shortcut_lists_every_verb_and_opens_its_form(stage: Stage) -> None:
    begun = await thread(stage)
    where = {"user": RITA, "channel": INCIDENT, "ts": begun, "callback_id": HERE}
    assert (await stage.do("shortcut", **where))["ack"]["status"] == 200
    view = await stage.view("What to do")
    select = view["blocks"][1]["element"]
    assert [one["value"] for one in select["options"]] == list(VERBS)
    assert "initial_option" not in select

    async def next_(verb: str, of: JSON) -> JSON:
        return await stage.do(
            "submit", user=RITA, view_id=of["id"], values={"verb": {"verb": verb}}
        )

    assert (await next_("build", view))["result"] == "updated"
    form = await stage.view("Small letters")
    assert form["id"] == view["id"]
    await submit(stage, form, place="north", wood="pine", name="hut")
    card = await stage.see("Waiting for approval")
    link = await stage.see("asked for")
    assert link["thread_ts"] == begun

    # Nothing to ask: answered in the thread. Something to ask: the form of a reading verb.
    await stage.do("shortcut", **where)
    assert (await next_("houses", await stage.view("What to do")))["result"] == "closed"
    assert (await stage.whisper("Houses", RITA))["thread_ts"] == begun
    await stage.do("shortcut", **(where | {"ts": card["ts"]}))
    view = await stage.view("What to do")
    await next_("upgrade", view)
    form = await stage.view("Which.")
    assert form["blocks"][1]["element"]["initial_value"] == "hut", "the card's own server"
    order = {"user": RITA, "view_id": form["id"], "values": {block(form, "server"): {}}}
    sent = await stage.do("submit", **order)
    assert sent["result"] == "closed"
    await stage.whisper("Log in to hut", RITA)


async def test_the_shortcut_where_the_bot_is_not(stage: Stage) -> None:
    """It reaches there; what cannot be whispered there comes as a direct message."""
    begun = await thread(stage, RANDOM)
    where = {"user": RITA, "channel": RANDOM, "ts": begun, "callback_id": HERE}
    for verb, said in (("build", "/invite"), ("houses", "")):
        await stage.do("shortcut", **where)
        view = await stage.view("What to do")
        order = {"user": RITA, "view_id": view["id"], "values": {"verb": {"verb": verb}}}
        await stage.do("submit", **order)
        if said:
            await stage.view(said)
    await stage.see("Houses", channel=DIRECT)
    assert await stage.workflow.desk.find() == []
