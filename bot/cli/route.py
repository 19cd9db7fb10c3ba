"""`failback-ps route`: are the routes right, and what goes where."""

from __future__ import annotations

import argparse
import json
import os
import sys

from bot import config, route_explanation


def declare(parser: argparse.ArgumentParser) -> None:
    wishes = parser.add_subparsers(dest="wish", required=True, metavar="WISH")
    check = wishes.add_parser("check", help="read the routes; every fault is listed, exit code 2")
    check.set_defaults(run=_check)
    explain = wishes.add_parser(
        "explain", help="which channel hears what, by which route, and why by none before it"
    )
    explain.add_argument(
        "words",
        nargs="*",
        metavar="KEY=VALUE",
        help="server=…, vault=…, subscription=…, kind=…, severity=…; without a kind: each kind",
    )
    explain.add_argument("--json", action="store_true", help="for machines; a stable shape")
    explain.set_defaults(run=_explain)


def _check(_: argparse.Namespace) -> int:
    known = config.load_routes(os.environ)
    if known.routes:
        print(f"No fault in {', '.join(one.name for one in known.routes)}.")
    else:
        print("No route is set: everything goes to the default channel.")
    return 0


def _explain(options: argparse.Namespace) -> int:
    asked = route_explanation.read(options.words)
    known = config.load_routes(os.environ)
    found = route_explanation.of(known, asked)
    if options.json:
        json.dump(route_explanation.to_json(found), sys.stdout, ensure_ascii=False)
        print()
    else:
        print("\n".join(route_explanation.lines(found, known)))
    return 0
