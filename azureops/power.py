"""Starting and deallocating virtual machines.

Source: learn.microsoft.com/rest/api/compute/virtual-machines (start, deallocate) and
learn.microsoft.com/azure/virtual-machines/states-billing.
"""

from __future__ import annotations

from datetime import timedelta

from azureops import ids, longrunning, machines
from azureops.azure import Azure
from azureops.longrunning import Token

START = longrunning.Kind(
    name="start virtual machine", api_version=machines.API, limit=timedelta(minutes=30)
)
DEALLOCATION = longrunning.Kind(
    name="deallocate virtual machine", api_version=machines.API, limit=timedelta(minutes=30)
)


async def submit_start(azure: Azure, machine_id: str) -> Token:
    """Repeating it on a machine that runs changes nothing."""
    client = await machines.client(azure, machine_id)
    begin = client.begin_start(ids.group_of(machine_id), ids.name_of(machine_id))
    return await longrunning.submitted(START, begin, machine_id)


async def submit_deallocate(azure: Azure, machine_id: str) -> Token:
    """Off and not paid for; what is on the temporary disk is lost."""
    client = await machines.client(azure, machine_id)
    begin = client.begin_deallocate(ids.group_of(machine_id), ids.name_of(machine_id))
    return await longrunning.submitted(DEALLOCATION, begin, machine_id)


async def follow(azure: Azure, token: Token) -> machines.Machine:
    """Wait for either; the machine with its instance view."""
    kind = START if token.get("operation") == START.name else DEALLOCATION
    return await longrunning.follow(azure, token, kind, machines.get)
