"""`failback-ps policy`: are the rules right, and what do they say."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys

from bot import config, explanation
from bot.cli import plain
from commands import help as help_
from commands import registry
from core import clock
from workflow import policies


def declare(parser: argparse.ArgumentParser) -> None:
    wishes = parser.add_subparsers(dest="wish", required=True, metavar="WISH")
    check = wishes.add_parser("check", help="read the rules; every fault is listed, exit code 2")
    check.set_defaults(run=_check)
    explain = wishes.add_parser("explain", help="who may ask for a verb, who approves, and why")
    explain.add_argument("verb")
    for key in ("subscription", "resource-group", "region", "vault"):
        explain.add_argument(f"--{key}", default="", metavar="VALUE")
    explain.add_argument(
        "--tag", action="append", default=[], metavar="NAME=VALUE", help="a resource group's tag"
    )
    explain.add_argument(
        "--as",
        dest="person",
        default="",
        metavar="WHO",
        help="@name, e-mail or Slack id; asks Slack",
    )
    explain.add_argument("--json", action="store_true", help="for machines; a stable shape")
    explain.set_defaults(run=_explain)


def _check(_: argparse.Namespace) -> int:
    rules = config.load_rules(os.environ)
    print(f"No fault in {', '.join(rule.name for rule in rules) or 'the policy: it has no rule'}.")
    without = [
        verb
        for verb in registry.VERBS
        if verb != help_.NAME and not policies.of_verb(rules, verb)  # help is everybody's
    ]
    if without:
        print(f"No rule speaks of these verbs, so nobody may use them: {', '.join(without)}.")
    return 0


def _explain(options: argparse.Namespace) -> int:
    found = asyncio.run(_found(options))
    if options.json:
        json.dump(explanation.to_json(found), sys.stdout, ensure_ascii=False)
        print()
    else:
        print("\n".join(plain.sentence(one, names=found.names) for one in explanation.lines(found)))
    return 0


async def _found(options: argparse.Namespace) -> explanation.Explanation:
    rules = config.load_rules(os.environ)
    environment = _environment(options)
    found = explanation.of(rules, options.verb, environment, clock.SystemClock().now())
    if not options.person or found.rule is None:
        return found

    from bot.slack import connection, lookup  # noqa: PLC0415 - only where Slack is asked
    from workflow import approvals  # noqa: PLC0415 - only where Slack is asked

    settings = config.load(os.environ)
    token = settings.slack_bot_token.get_secret_value()
    link = connection.connect(token, settings.slack_api_url)
    try:
        await link.identify()
        person = await lookup.person(link.client, options.person)
        roll = await approvals.call(link.directory, explanation.circles(found.rule), [person])
    finally:
        await link.close()
    return explanation.judged(found, person, roll)


def _environment(options: argparse.Namespace) -> dict[str, str]:
    given = {
        "subscription": options.subscription,
        "resource_group": options.resource_group,
        "region": options.region,
        "vault": options.vault,
    }
    environment = {key: value for key, value in given.items() if value}
    for tag in options.tag:
        name, _, value = tag.partition("=")
        environment[f"tag:{name.lower()}"] = value
    return environment
