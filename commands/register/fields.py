"""What a registration needs to know. The passphrase itself is never asked for."""

from __future__ import annotations

from typing import Any

from commands import configuration_servers, memory, passphrases, servers, world
from commands.existing import subject
from commands.fields import Choice, Fault, Field, Kind, Values
from commands.registration import guide
from core.sentences import say


async def _unregistered(azure: Any, values: Values) -> list[Choice]:
    """Machines that are process servers beyond doubt, and that no fabric shows."""
    (nics, listed), (found, _) = await subject.seen(azure), await world.all_fabrics(azure)
    known = {server.ps.address for server in servers.of(found)}
    return [
        Choice(
            value=one.name,
            label=one.name,
            description=f"{one.address}, {one.machine.location if one.machine else ''}",
        )
        for one in subject.standing(nics, listed)
        if one.address not in known
    ]


def port(field: str) -> Any:
    """The check of a port's field."""

    def check(value: str, values: Values) -> Fault | None:
        if value.isascii() and value.isdigit() and 1 <= int(value) <= 65535:
            return None
        return Fault(
            field=field,
            value=value,
            sentence=say("register-no-port", "“{value}” is no port.", value=value),
            remedy=say(
                "register-no-port-remedy",
                "Give a number from 1 to 65535; leave the default unless the site differs.",
            ),
        )

    return check


FIELDS: tuple[Field, ...] = (
    Field(
        name="server",
        label="Process server",
        help="The machine in Azure, by name or address.",
        kind=Kind.LOOKUP,
        lookup=memory.Remembered(_unregistered),
        free_text=True,
        example="ps-weu-1",
    ),
    configuration_servers.field(
        name="configuration_server",
        explained="The configuration server to register with, by its IP address or name. The "
        "guide gives the address: names give certificate errors.",
        example="192.168.10.20",
    ),
    Field(
        name="port",
        label="Port of the configuration server",
        help="Where the configuration server listens.",
        default=guide.PORT,
        example=guide.PORT,
        check=port("port"),
    ),
    Field(
        name="data_port",
        label="Data transfer port",
        help="Where the process server takes replicated data.",
        default=guide.DATA_PORT,
        example=guide.DATA_PORT,
        check=port("data_port"),
    ),
    passphrases.FIELD,
)
