"""The SDK's management packages cost 80 MB: nobody pays for them before they are used."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import azureops

PROGRAM = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module("azureops." + name)
heavy = ("azure.mgmt", "azure.keyvault", "azure.identity")
print(sorted(m for m in sys.modules if m.startswith(heavy)))
"""


def test_importing_every_module_imports_no_management_package() -> None:
    names = [module.name for module in pkgutil.iter_modules(azureops.__path__)]
    assert "machines" in names
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *names], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
