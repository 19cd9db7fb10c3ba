"""The composition root: here, and only here, things are built, started and stopped."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import importlib.metadata
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time

import structlog

from azureops import azure
from bot import config, server, settings
from bot.slack import app as slack_app
from bot.slack import connection, doors
from commands import incident, registry, snoozing, verbs
from core import clock, errors, json, language
from watch import aftermath, asked, checks, judging, rules, shown, sweeps, ticks
from watch import incidents as happening
from workflow import channels, clerk, counting, policies, routes, service

LOOK_SECONDS = 10.0  # between two looks whether Slack still accepts the token

log = structlog.get_logger(__name__)


async def serve(valid: settings.Settings) -> None:
    """Run until SIGTERM or SIGINT; running operations go on at the next start."""
    stop, reload = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop.set)
    loop.add_signal_handler(signal.SIGHUP, reload.set)
    async with running(valid) as (slack, work):
        again = asyncio.create_task(_read_again(reload, work), name="read-again")
        # What the start made stays; else every collection would walk it on the event loop.
        gc.freeze()
        gc.enable()
        log.info("ready", version=importlib.metadata.version("failback-ps"), port=valid.port)
        while not stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_SECONDS)
            await slack.bearable()
        log.info("stopping")
        again.cancel()


async def _read_again(wanted: asyncio.Event, work: service.Service) -> None:
    """On SIGHUP rules and routes are read again; with a fault in them those in force stay."""
    while True:
        await wanted.wait()
        wanted.clear()
        try:
            valid = await asyncio.to_thread(config.load, os.environ)
            await work.load(policies.parse(valid.policy), routes_of(valid))
            log.info("policy-loaded", rules=len(valid.policy), routes=len(valid.route))
        except errors.BotError as error:
            log.error("policy-not-loaded", error=str(error))


@asynccontextmanager
async def running(
    valid: settings.Settings,
) -> AsyncIterator[tuple[slack_app.Slack, service.Service]]:
    """Everything, from the bottom up; torn down from the top."""
    now = clock.SystemClock()
    language.load()
    async with contextlib.AsyncExitStack() as stack:
        link = connection.connect(valid.slack_bot_token.get_secret_value(), valid.slack_api_url)
        stack.push_async_callback(link.close)
        identity = await link.identify()
        cloud = await azure.connect(endpoints(valid), estate(valid))
        stack.push_async_callback(cloud.close)
        routing = routes.Routing(routes_of(valid))

        async def look(request: str, where: str) -> None:
            run = f"{asked.NAME}:{request}"
            await work.durable.start(asked.NAME, run, {"request": request, "where": where})

        work = await service.open(
            database_url=valid.database_url,
            audit_key=valid.audit_key.get_secret_value(),
            procedures={v.name: v for v in registry.VERBS.values() if v.needs_approval},
            policies=policies.parse(valid.policy),
            directory=link.directory,
            world=cloud,
            clock=now,
            told=channels.Channels(
                default=valid.channel_default,
                approvals=valid.channel_approvals or "",
                audit=valid.channel_audit or "",
            ),
            routing=routing,
            terms=counting.Terms(every=valid.audit_heads, keep=valid.audit_keep),
            reaches=link.sender.member_of,
            look=look,
            leads=valid.incident_leads,
            lease_seconds=valid.lease_seconds,
        )
        stack.push_async_callback(work.close)

        work.clerk.learn(
            incident.VERB.name, _incident(cloud, work, link, now, valid.channel_default)
        )
        door = doors.Doors(work.posts, link.sender)
        watching = _watching(valid, cloud, work, routing, now, door)
        slack = slack_app.build(
            link,
            identity,
            desk=work.desk,
            overrides=work.overrides,
            keeper=work.keeper,
            confirmations=work.confirmations,
            posts=work.posts,
            findings=work.findings,
            homes=work.homes,
            overviews=work.overviews,
            rights=work.rights,
            routing=routing,
            upgrade_plans=work.upgrade_plans,
            hearing=work.hearing,
            samples=work.samples,
            incidents=work.incidents,
            verbs=registry.VERBS,
            azure=cloud,
            clock=now,
            check=watching.looks.run_all,
            default=valid.channel_default,
            words=language.of(valid.language),
            moments=snoozing.Moments(zone=valid.watch_zone, windows=valid.watch_maintenance),
            signing_secret=_secret(valid.slack_signing_secret),
            app_token=_secret(valid.slack_app_token),
        )

        async def lacking() -> dict[str, str]:
            database = {} if work.ready() else {"database": "It did not answer last time."}
            return {**database, **await slack.lacking()}

        await work.start()
        stack.push_async_callback(slack.close)
        await slack.start()
        port = server.Server(server.application(slack.events, lacking), valid.host, valid.port)
        await port.start()
        stack.push_async_callback(port.stop)
        watch = watching.ticks(valid, work, now)
        watch.start()
        stack.callback(watch.stop)
        yield slack, work


@dataclass(frozen=True, kw_only=True)
class Watching:
    """The looks: at an hour of their own, at what an incident concerns, at what was worked on."""

    looks: checks.Checks
    incidents: happening.Looks
    after: aftermath.Aftermath

    def ticks(
        self, valid: settings.Settings, work: service.Service, now: clock.Clock
    ) -> ticks.Ticks:
        """Each starts a durable run, exactly one however many replicas tick."""
        made = ticks.Ticks(work.durable.start, now, hours(valid))
        for check in rules.CHECKS:
            made.add(check, getattr(valid, f"watch_{check}"))
        made.add(aftermath.NAME, aftermath.EVERY, aftermath.NAME, self.after.wanted)
        made.add(happening.NAME, happening.EVERY, happening.NAME, self.incidents.wanted)
        return made


def _watching(  # noqa: PLR0917 - the rooms, from the bottom up
    valid: settings.Settings,
    cloud: azure.Azure,
    work: service.Service,
    routing: routes.Routing,
    now: clock.Clock,
    door: doors.Doors,
) -> Watching:
    watch = sweeps.Watch(
        cloud=cloud,
        kept=work.findings,
        memory=work.sightings,
        estate=work.estate,
        samples=work.samples,
        clock=now,
        terms=terms(valid),
        routing=routing,
        plans=work.upgrade_plans,
    )
    looks = checks.Checks(watch, shown.Shown(work.findings, door.closed))
    made = Watching(
        looks=looks,
        incidents=happening.Looks(looks, work.incidents, watch),
        after=aftermath.Aftermath(looks, watch),
    )
    # Before the engine starts: it goes on with what a dead process left.
    work.durable.register("check", made.looks.run)
    work.durable.register(asked.NAME, asked.Asked(looks, work.requests).run)
    work.durable.register(happening.NAME, made.incidents.run)
    work.durable.register(aftermath.NAME, made.after.run)
    return made


def _incident(
    cloud: azure.Azure,
    work: service.Service,
    link: connection.Connection,
    now: clock.Clock,
    default: str,
) -> clerk.Doing:
    """What the terminal asks of incidents: by the same code as in Slack. One that names no channel
    is started in the `default` one."""

    async def do(person: str, channel: str, values: json.Object, delivery: str) -> str:
        asking = verbs.Asking(
            person=person,
            channel=channel or (default if values.get("do") == "start" else ""),
            incidents=work.incidents,
            delivery=delivery,
            reaches=link.sender.member_of,
            now=now.now,
        )
        given = {name: str(value) for name, value in values.items()}
        done, _ = await incident.act(cloud, given, asking)
        return done.id

    return do


def terms(valid: settings.Settings) -> judging.Terms:
    """What the watch's rules are told by the settings."""
    ends = valid.client_secret_expires
    return judging.Terms(
        forgotten_after=valid.watch_forgotten_after,
        most_machines=valid.watch_most_machines,
        secret_expires=datetime.combine(ends, time(), UTC) if ends else None,
    )


def routes_of(valid: settings.Settings) -> routes.Routes:
    return config.routes_of(valid.route, valid.environment, valid.channel_default)


def hours(valid: settings.Settings) -> ticks.Hours:
    return ticks.Hours(zone=valid.watch_zone, jitter=valid.watch_jitter, quiet=valid.watch_quiet)


def endpoints(valid: settings.Settings) -> azure.Endpoints:
    return azure.Endpoints(
        cloud=valid.cloud,
        arm_url=valid.arm_url or "",
        authority_host=valid.authority_host or "",
        key_vault_url=valid.key_vault_url,
        prices_url=valid.prices_url,
        ca_bundle=valid.ca_bundle,
    )


def estate(valid: settings.Settings) -> azure.Estate:
    return azure.Estate(
        vaults=valid.vaults,
        subscriptions=tuple(map(str, valid.subscriptions)),
        passphrase_secret=valid.passphrase_secret,
        installers=tuple(one.known() for one in valid.installers),
    )


def _secret(value: object) -> str:
    return value.get_secret_value() if hasattr(value, "get_secret_value") else ""
