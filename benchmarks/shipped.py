"""The environment as it is shipped: only what `requirements.lock` names, none of the tools.

A library may look for another one at import (structlog takes rich where it is there), and would be
measured with the development tools that happen to be in `.venv`.
"""

from __future__ import annotations

import importlib.metadata
import re
import sys
import sysconfig
import venv
from pathlib import Path

LOCK = Path("requirements.lock")


def environment(folder: Path) -> Path:
    """Make one below `folder`, linked to what `.venv` holds; its Python."""
    made = folder / "shipped"
    venv.create(made, symlinks=True)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = made / "lib" / version / "site-packages"
    for name in re.findall(r"^([\w.-]+)==", LOCK.read_text(encoding="utf-8"), re.MULTILINE):
        _link(name, packages)
    (packages / "rooms.pth").write_text(f"{Path.cwd()}\n", encoding="utf-8")
    _link("failback-ps", packages)
    _show(Path(sysconfig.get_path("purelib")) / "__pycache__", packages / "__pycache__")
    return made / "bin" / "python"


def _link(name: str, packages: Path) -> None:
    try:
        installed = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return  # for another platform
    for part in {file.parts[0] for file in installed.files or () if file.parts[0] != ".."}:
        _show(Path(str(installed.locate_file(part))), packages / part)


def _show(there: Path, here: Path) -> None:
    """A link; namespaces that several distributions share are merged."""
    if here.is_symlink() and there.is_dir() and not (there / "__init__.py").exists():
        return
    if there.exists() and not here.exists() and there.suffix != ".pth":
        here.symlink_to(there)
