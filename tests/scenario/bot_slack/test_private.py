"""What only the one who typed or clicked sees."""

from __future__ import annotations

import asyncio

from tests.scenario.bot_slack.stage import BO, INCIDENT, LENA, MAREK, RANDOM, RITA, Stage, shown

LINE = "build place=north wood=pine name=hut"


async def test_help_unknown_verbs_and_broken_lines_are_answered_in_the_ack(stage: Stage) -> None:
    await stage.type("houses")  # by now Slack has said which language Rita reads
    await stage.see("Houses")
    for typed, said in (
        ("help build", "Builds a house"),
        ("build help", "Builds a house"),
        ("biuld", "Did you mean"),
        ("build colour=red", "no field"),
        ('build name="hut', "never closed"),
    ):
        ack = (await stage.type(typed))["ack"]
        assert said in shown(ack["body"]), (typed, ack)
        assert ack["body"]["response_type"] == "ephemeral"
    assert await stage.messages(user=BO) == []


async def test_help_reads_in_ones_language_from_the_first_time_on(stage: Stage) -> None:
    """Slack says which it is only after the first ack; then the answer comes with the ack."""
    first = (await stage.type("help build", LENA))["ack"]
    assert first["body"] == ""
    await stage.whisper("Felder", LENA)
    again = (await stage.type("help build", LENA))["ack"]
    assert "Felder" in shown(again["body"])
    mine = (await stage.type("hepl", LENA))["ack"]
    assert "Meinten Sie `help`?" in shown(mine["body"])
    for _ in range(2):
        await stage.type("help build", BO)
    await stage.whisper("Fields", BO)


async def test_help_lists_what_one_may_run_and_says_whom_to_ask(stage: Stage) -> None:
    await stage.type("")
    assert "*build " in shown(await stage.whisper("What I can do", RITA))
    await stage.type("help", BO)
    said = shown(await stage.whisper("What I can do", BO))
    assert "*help " in said
    assert "*build " not in said
    assert "Not yours to run: build, " in said
    assert "<!subteam^S0ONCALL1>" in said


async def test_a_read_verb_is_answered_privately(stage: Stage) -> None:
    stage.world.made.append("hut <!channel>")
    ack = (await stage.type("houses"))["ack"]
    assert not ack["body"]
    seen = await stage.see("Houses")
    assert seen["ephemeral"]
    assert "&lt;!channel&gt;" in shown(seen)
    assert "<!channel>" not in shown(seen)
    assert await stage.messages(user=BO) == []


async def test_what_an_answer_offers_opens_the_form_with_what_is_known(stage: Stage) -> None:
    await stage.type("houses")
    seen = await stage.see("Build in the south")
    buttons = seen["blocks"][-1]["elements"]
    assert [b["action_id"] for b in buttons] == ["offer.0", "offer.1"], "no value is cut"
    await stage.click(seen, "offer.0", RITA)
    view = await stage.view("Where.")
    assert view["submit"]
    assert "South" in shown(view)
    assert "North" not in shown(view)
    assert await stage.workflow.desk.find() == [], "nothing is asked for by a click alone"


async def test_a_bystander_may_not_ask(stage: Stage) -> None:
    await stage.type("houses", user=BO)
    refused = await stage.see("not", user=BO)
    assert refused["ephemeral"]
    await stage.type("build", user=BO)
    view = await stage.view("Build", user=BO)
    assert view.get("submit") is None
    assert await stage.workflow.desk.find() == []


async def test_a_wrong_line_names_every_fault_and_asks_nothing(stage: Stage) -> None:
    await stage.type("build place=north wood=pine name=HUT")
    seen = await stage.see("Use small letters.")
    assert seen["ephemeral"]
    assert await stage.workflow.desk.find() == []


async def test_where_the_bot_is_no_member_nothing_is_asked(stage: Stage) -> None:
    await stage.type(LINE, channel=RANDOM)
    seen = await stage.see("/invite", channel=RANDOM)
    assert seen["ephemeral"]
    await stage.type("build", channel=RANDOM)
    view = await stage.view("/invite")
    assert view.get("submit") is None
    assert await stage.workflow.desk.find() == []


async def test_a_complete_line_skips_the_form(stage: Stage) -> None:
    await stage.type(LINE)
    card = await stage.see("Waiting for approval")
    assert not card["ephemeral"]
    assert (await stage.do("views", user=RITA))["views"] == []


async def test_who_may_not_approve_is_told_why(stage: Stage) -> None:
    await stage.type(LINE)
    card = await stage.see("Waiting for approval")
    await stage.click(card, "approve", RITA)
    own = await stage.see("yourself", user=RITA)
    assert own["ephemeral"]
    await stage.click(card, "approve", BO)
    refused = await stage.whisper("not among the approvers", BO)
    assert "S0LEADS01" in shown(refused)
    operation = (await stage.workflow.desk.find())[0]
    assert operation.votes == ()


async def test_the_second_of_two_clicks_is_told_who_was_first(stage: Stage) -> None:
    await stage.type(LINE)
    card = await stage.see("Waiting for approval")
    await asyncio.gather(*(stage.click(card, "approve", person) for person in (LENA, MAREK)))
    operation = (await stage.workflow.desk.find())[0]
    (first,) = [vote.person for vote in operation.votes]
    late, said = (MAREK, "was first") if first == LENA else (LENA, "schneller")
    assert said in shown(await stage.whisper(f"<@{first}>", late))


async def test_the_home_tab_and_unknown_events_do_no_harm(stage: Stage) -> None:
    assert (await stage.do("home", user=RITA))["ack"]["status"] == 200
    event = {"type": "app_mention", "user": RITA, "channel": INCIDENT, "text": "<@U0FAILBOT>"}
    assert (await stage.do("event", event=event))["ack"]["status"] == 200
