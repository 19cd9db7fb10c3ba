"""Where to read a machine's console: a picture and its serial log, signed for a while.

https://learn.microsoft.com/rest/api/compute/virtual-machines/retrieve-boot-diagnostics-data
"""

from __future__ import annotations

from sandbox.azure import answers, blobs, errors, machines
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
LONGEST = 1440  # minutes


@routes.post(machines.PATH + "/retrieveBootDiagnosticsData")
def retrieve(call: Call) -> Answer:
    """Addresses that answer for `sasUriExpirationTimeInMinutes` (120 by default)."""
    machine = machines.find(call)
    given = call.query.get("sasUriExpirationTimeInMinutes")
    if given is not None and not (given.isdigit() and 1 <= int(given) <= LONGEST):
        raise errors.invalid(
            "sasUriExpirationTimeInMinutes",
            f"The value '{given}' of parameter 'sasUriExpirationTimeInMinutes' is out of range: "
            f"1 to {LONGEST}.",
        )
    profile = machine["properties"].get("diagnosticsProfile") or {}
    boot = profile.get("bootDiagnostics") or {}
    if not boot.get("enabled"):
        raise errors.AzureError(
            409,
            "OperationNotAllowed",
            f"Boot diagnostics is not enabled for the VM '{machine['name']}'.",
        )
    screen, serial = blobs.url(
        call.state, str(boot.get("storageUri") or ""), machine, int(given) if given else None
    )
    return answers.ok({"consoleScreenshotBlobUri": screen, "serialConsoleLogBlobUri": serial})
