"""The plan: everything that will be made, what was found, what it costs. Changes nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable
from typing import Any, TypeVar

from azureops import ids, images, orders, prices, subscriptions
from azureops.errors import AzureError
from azureops.installers import Installer
from commands import preflight
from commands.deploy import names, steps, wish
from commands.deploy import preflight as checks
from commands.deploy.preflight import look, made
from commands.deploy.sources import Source
from commands.preflight.said import Missing
from core import json
from core.sentences import join, say
from workflow import holds, plans, procedures

T = TypeVar("T")

THEN = {
    Source.GALLERY: say(
        "deploy-then-gallery",
        "Then a person registers it by Remote Desktop; the guide comes in the thread.",
    ),
    Source.UNIFIED: say(
        "deploy-then-unified",
        "Then Unified Setup installs it on the managed data disk and registers it, "
        "unattended, with the passphrase from Key Vault.",
    ),
}
"""What follows once the machine runs."""
UNDO = say(
    "deploy-undo",
    "Clean up removes the virtual machine with its disks, the network interface, the password's "
    "secret and the boot diagnostics, all of them only if this operation made them; the resource "
    "group too, if this operation made it and nothing else is in it. A process server that was "
    "already registered stays listed on the configuration server until it is unregistered there.",
)


async def make(azure: Any, values: json.Object, request: procedures.Request) -> plans.Plan:
    """Raises `AzureError` when Azure gives no answer at all: then nothing can be said."""
    asked = wish.of(values, request)
    seen = look.Look(azure, asked)
    await _answers(seen)
    findings = await preflight.run(checks.CHECKS, seen)
    settled = await _settle(seen)
    unattended = settled["source"] == Source.UNIFIED.value
    cost = await _cost(azure, settled)
    return plans.Plan(
        verb="deploy",
        target=asked.name,
        environment={
            "subscription": settled["subscription"],
            "resource_group": settled["resource_group"],
            "region": settled["region"],
            "vault": settled["vault_id"],
            **await _tags(seen),
        },
        summary=_summary(settled, await _or(seen.subscription())),
        changes=(*_changes(settled), *(_software(settled) if unattended else ())),
        findings=findings,
        steps=tuple(step.name for step in steps.of(Source(settled["source"]))),
        undo=UNDO,
        arguments=settled,
        locks=_locks(settled),
        cost=cost,
    )


async def _answers(seen: look.Look) -> None:
    """Nothing can be said when Azure cannot even list the subscriptions."""
    try:
        await seen.subscription()
    except Missing as missing:
        if isinstance(missing.__cause__, AzureError):
            raise missing.__cause__ from missing


async def _tags(seen: look.Look) -> dict[str, str]:
    """Of the resource group, as rules look at them; a group yet to be made has none."""
    group = await _or(seen.group())
    return {f"tag:{name.lower()}": value for name, value in group.tags.items()} if group else {}


async def _or(fact: Awaitable[T]) -> T | None:
    """A fact, or None where the preflight says why it is not there."""
    try:
        return await fact
    except (Missing, AzureError):
        return None


async def _settle(seen: look.Look) -> dict[str, Any]:
    """The steps' arguments: intended properties only, in full when nothing is blocking.

    The preflight has read every fact already: nothing is asked of Azure again.
    """
    asked = seen.wish
    subscription, region = await _or(seen.subscription()), await _or(seen.region())
    network, subnet = await _or(seen.network()), await _or(seen.subnet())
    fabric, vault = await _or(seen.fabric()), await _or(seen.vault())
    account, group = await _or(seen.storage_account()), await _or(seen.group())
    size, chosen = await _or(seen.size()), await made.source(seen)
    server = fabric.server if fabric else None
    subscription_id = subscription.id if subscription else asked.subscription
    group_name = group.name if group else asked.resource_group
    return {
        "source": chosen.source.value,
        "subscription": subscription_id,
        "resource_group": group_name,
        "machine_id": ids.machine(subscription_id, group_name, asked.name),
        "make_group": group is None,
        "region": region.name if region else asked.region,
        "network_id": network.id if network else asked.network,
        "subnet_id": subnet.id if subnet else asked.subnet,
        "name": asked.name,
        "user": asked.user,
        "ip": await _or(seen.address()) or asked.ip,
        "size": size.name if size else asked.size,
        "image": _image(await _or(made.image(seen))),
        "installer": _installer(await _or(made.installer(seen))) if chosen.unattended else None,
        "os_disk": names.os_disk(asked.name, asked.operation_id),
        "data_disk": names.data_disk(asked.name, asked.operation_id),
        "password_secret": names.password_secret(asked.name, asked.operation_id),
        "passphrase_secret": seen.passphrase_secret,
        "diagnostics": account.blob_endpoint if account else "",
        "vault_id": vault.id if vault else asked.vault,
        "fabric_id": fabric.id if fabric else "",
        "configuration_server": fabric.friendly_name if fabric else "",
        "configuration_server_ip": server.address if server else "",
    }


def _image(image: images.Image | None) -> json.Object:
    if image is None:
        return {"version": ""}
    found: json.Object = {**dataclasses.asdict(image.reference), "version": image.version}
    if image.plan is not None:
        found["plan"] = {
            "name": image.plan.name,
            "product": image.plan.product,
            "publisher": image.plan.publisher,
        }
    return found


def _installer(found: Installer | None) -> json.Object | None:
    if found is None:
        return None
    return {"version": str(found.version), "url": found.url, "sha256": found.sha256}


def _summary(settled: dict[str, Any], subscription: subscriptions.Subscription | None) -> str:
    made = say(
        "deploy-summary",
        "Deploy the process server {name} at {ip} in {network} ({region}, {subscription}) for the "
        "configuration server {server}.",
        name=settled["name"],
        ip=settled["ip"],
        network=ids.name_of(settled["network_id"]),
        region=settled["region"],
        subscription=subscription.name if subscription else settled["subscription"],
        server=settled["configuration_server"] or settled["vault_id"],
    )
    return join([made, THEN[Source(settled["source"])]])


def _changes(settled: dict[str, Any]) -> tuple[plans.Change, ...]:
    subscription, group, name = (settled[k] for k in ("subscription", "resource_group", "name"))
    changes = [
        plans.Change(
            action=plans.Action.CREATE if settled["make_group"] else plans.Action.KEEP,
            kind=say("deploy-kind-group", "resource group"),
            name=group,
            id=ids.group(subscription, group),
            properties={"region": settled["region"]} if settled["make_group"] else {},
        ),
        plans.Change(
            action=plans.Action.CREATE,
            kind=say("deploy-kind-secret", "Key Vault secret"),
            name=settled["password_secret"],
            id=f"secret:{settled['password_secret']}",
            properties={
                "holds": say(
                    "deploy-holds", "the generated password of {user}", user=settled["user"]
                )
            },
        ),
        plans.Change(
            action=plans.Action.CREATE,
            kind=say("deploy-kind-interface", "network interface"),
            name=names.interface(name),
            id=ids.interface(subscription, group, names.interface(name)),
            properties={
                "ip": settled["ip"],
                "allocation": "Static",
                "public ip": None,
                "subnet": settled["subnet_id"],
            },
        ),
        plans.Change(
            action=plans.Action.CREATE,
            kind=say("deploy-kind-machine", "virtual machine"),
            name=name,
            id=ids.machine(subscription, group, name),
            properties={
                "size": settled["size"],
                "image": settled["image"],
                "user": settled["user"],
                "boot diagnostics": settled["diagnostics"]
                or say("deploy-diagnostics", "kept by Azure"),
            },
        ),
    ]
    disks = ((settled["os_disk"], names.OS_DISK_GB), (settled["data_disk"], names.DATA_DISK_GB))
    changes += [
        plans.Change(
            action=plans.Action.CREATE,
            kind=say("deploy-kind-disk", "managed disk"),
            name=disk,
            id=ids.disk(subscription, group, disk),
            properties={"GB": size, "kind": names.DISK_KIND, "deleted with the machine": True},
        )
        for disk, size in disks
    ]
    return tuple(changes)


def _software(settled: dict[str, Any]) -> tuple[plans.Change, ...]:
    """What Unified Setup does: installs the software, and registers it."""
    installer = settled["installer"] or {}
    return (
        plans.Change(
            action=plans.Action.CREATE,
            kind=say("deploy-kind-process-server", "process server"),
            name=settled["name"],
            id=f"process-server:{settled['ip']}",
            properties={
                "installer": f"Unified Setup {installer.get('version', '')}",
                "from": installer.get("url", ""),
                "installed on": say(
                    "deploy-installed-on",
                    "{disk}, never the temporary disk",
                    disk=settled["data_disk"],
                ),
                "configuration server": settled["configuration_server_ip"],
                "port": orders.CONTROL_PORT,
                "data port": orders.DATA_PORT,
                "passphrase": say(
                    "deploy-passphrase", "the secret {secret}", secret=settled["passphrase_secret"]
                ),
            },
        ),
    )


def _locks(settled: dict[str, Any]) -> tuple[str, ...]:
    return (
        holds.server(settled["name"]),
        holds.address(ids.name_of(settled["network_id"]), settled["ip"]),
    )


async def _cost(azure: Any, settled: dict[str, Any]) -> plans.Cost:
    """List prices; a missing price is said and never stops a plan."""
    disks = ((names.DISK_KIND, names.OS_DISK_GB), (names.DISK_KIND, names.DATA_DISK_GB))
    try:
        found = await prices.monthly(
            azure, location=settled["region"], size=settled["size"], disks=disks
        )
    except AzureError as refused:
        note = say("deploy-cost-refused", "No price: {sentence}", sentence=refused.sentence)
        return plans.Cost(currency="USD", monthly=0, note=note)
    lines = tuple((line.what, line.monthly) for line in found.lines if line.monthly is not None)
    unknown = [line.what for line in found.lines if line.monthly is None]
    note = say(
        "deploy-cost-note",
        "List prices without your agreement's discounts; network traffic is not in them.",
    )
    if unknown:
        missing = join(unknown, ", ")
        note = join(
            [say("deploy-cost-missing", "No price was found for {what}.", what=missing), note]
        )
    return plans.Cost(currency=found.currency, monthly=found.monthly, lines=lines, note=note)
