"""The story the workspace starts with: people, groups and channels of Contoso's recovery team."""

from __future__ import annotations

from sandbox.slack.channels import Channel
from sandbox.slack.installation import App, Enterprise, Team
from sandbox.slack.messages import Message
from sandbox.slack.people import Person
from sandbox.slack.usergroups import UserGroup
from sandbox.slack.workspace import SLACKBOT, Workspace

RITA, LENA, MAREK, BO = "U0RITA001", "U0LENA001", "U0MAREK01", "U0BO00001"
BOT = "U0FAILBOT"
ONCALL, LEADS, NETWORK = "S0ONCALL1", "S0LEADS01", "S0NETWORK"
INCIDENT, APPROVALS, AUDIT, RANDOM = "C0INCIDENT", "C0APPROVE1", "C0AUDIT01", "C0RANDOM1"

START_HERE = ("/failback-ps deploy", "/failback-ps list", "/failback-ps help")

APP = App(
    app_id="A0FAILBOT",
    bot_id="B0FAILBOT",
    user_id=BOT,
    name="failback-ps",
    commands=(
        {
            "command": "/failback-ps",
            "description": "Deploy and look after failback process servers in Azure",
            "usage_hint": (
                "deploy | register | start | stop | upgrade | switch | unregister | "
                "delete | renew-certificate | refresh | status | list | coverage | "
                "check | chart | upgrade-by-hand | plan-upgrade | findings | snooze | "
                "dismiss | incident | locks | lock | unlock | freeze | thaw | history | "
                "help [field=value …]"
            ),
        },
    ),
    events=frozenset({"app_home_opened", "app_mention", "member_joined_channel", "message.im"}),
    scopes=frozenset(
        {
            "app_mentions:read",
            "chat:write",
            "commands",
            "channels:history",
            "channels:read",
            "files:read",
            "files:write",
            "groups:history",
            "groups:read",
            "im:history",
            "im:write",
            "pins:write",
            "usergroups:read",
            "users:read",
            "users:read.email",
            "connections:write",
        }
    ),
    shortcuts=(
        {
            "name": "Failback-PS: run here",
            "type": "message",
            "callback_id": "failback_ps_here",
            "description": "Choose a command for this message's thread",
        },
    ),
)


def _people() -> list[Person]:
    return [
        Person(
            id=RITA, name="rita", real_name="Rita Ortega", title="On-call engineer",
            email="rita.ortega@contoso.example", locale="en-GB", tz="Europe/Madrid",
        ),
        Person(
            id=LENA, name="lena", real_name="Lena Vogel", title="Recovery lead", color="9f69e7",
            email="lena.vogel@contoso.example", locale="de-DE", tz="Europe/Berlin", admin=True,
        ),
        Person(
            id=MAREK, name="marek", real_name="Marek Nowak", title="Recovery lead", color="e7392d",
            email="marek.nowak@contoso.example", locale="en-GB", tz="Europe/Warsaw",
        ),
        Person(
            id=BO, name="bo", real_name="Bo Lindqvist", title="Service desk", color="3c8c69",
            email="bo.lindqvist@contoso.example", locale="en-US", tz="America/New_York",
        ),
        Person(
            id=BOT, name=APP.name, real_name=APP.name, color="674b1b", is_bot=True,
            bot_id=APP.bot_id, tz="America/Los_Angeles",
        ),
        Person(id=SLACKBOT, name="slackbot", real_name="Slackbot", color="757575", is_bot=True),
    ]  # fmt: skip


def _channels() -> list[Channel]:
    leads, all_people = [LENA, MAREK], [RITA, LENA, MAREK, BO]
    return [
        Channel(
            id=INCIDENT, name="dr-incident", topic="What happens now, and who is on it",
            members=[*all_people, BOT],
        ),
        Channel(
            id=APPROVALS, name="dr-approvals", topic="Ask here, away from the incident",
            members=[RITA, *leads, BOT],
        ),
        Channel(
            id=AUDIT, name="dr-audit", topic="Changes by hand, written down", members=[*leads, BOT]
        ),
        Channel(id=RANDOM, name="random", topic="Everything else", members=list(all_people)),
    ]  # fmt: skip


SAID = (
    (
        APPROVALS,
        LENA,
        "Ask for plans here while no incident is on: a card stays where it was asked for.",
    ),
    (AUDIT, MAREK, "Leads write down here what they change by hand, with the ticket."),
    (RANDOM, BO, "There is cake on the second floor."),
)


def workspace(enterprise: Enterprise | None = None) -> Workspace:
    """A fresh Contoso: four people, three user groups, four channels, the app installed."""
    made = Workspace(
        enterprise=enterprise,
        team=Team(id="T0CONTOSO", name="Contoso", domain="contoso"),
        app=APP,
        people=_people(),
        groups=[
            UserGroup(id=ONCALL, handle="dr-oncall", name="DR on-call", users=[RITA, LENA, MAREK]),
            UserGroup(id=LEADS, handle="dr-leads", name="DR leads", users=[LENA, MAREK]),
            UserGroup(id=NETWORK, handle="network", name="Network", users=[BO]),
        ],
        channels=_channels(),
    )
    for person in list(made.people.values()):
        if not person.is_bot:
            made.direct(person.id)
    text = (
        "The site in Leipzig is back on mains. We want to fail the machines back this week; "
        "the process server for West Europe is still missing."
    )
    made.post(Message(channel=INCIDENT, ts=made.new_ts(), user=LENA, text=text))
    for place, user, line in SAID:
        made.post(Message(channel=place, ts=made.new_ts(), user=user, text=line))
    for channel in made.channels.values():
        channel.creator = "" if channel.is_im else LENA
        channel.read |= dict.fromkeys(channel.members, made.new_ts())
    return made
