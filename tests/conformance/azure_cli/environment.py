"""The stock Azure CLI in an environment of its own: from PyPI, unmodified, kept between runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

VERSION = "2.91.0"
ROOT = Path(__file__).parents[3]
PLACE = ROOT / ".conformance" / f"azure-cli-{VERSION}"


def interpreter() -> Path:
    """The Python that has `azure-cli` and nothing of ours; made at the first call (a minute)."""
    python = PLACE / "bin" / "python"
    if not (PLACE / "ready").exists():
        uv = Path(sys.executable).with_name("uv")
        base = f"{sys.version_info.major}.{sys.version_info.minor}"
        subprocess.run([uv, "venv", "--quiet", "--clear", "--python", base, PLACE], check=True)
        wanted = ["--python", str(python), f"azure-cli=={VERSION}", "setuptools<81"]
        subprocess.run([uv, "pip", "install", "--quiet", *wanted], check=True)
        (PLACE / "ready").touch()
    return python


def settings(folder: Path, bundle: Path) -> dict[str, str]:
    """The environment variables of its processes: configuration only, all of it documented.

    https://learn.microsoft.com/cli/azure/azure-cli-configuration
    """
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder),
        "AZURE_CONFIG_DIR": str(folder / "az"),
        "REQUESTS_CA_BUNDLE": str(bundle),
        "SSL_CERT_FILE": str(bundle),
        "AZURE_CORE_INSTANCE_DISCOVERY": "False",
        "AZURE_CORE_COLLECT_TELEMETRY": "False",
        "AZURE_CORE_DISPLAY_REGION_IDENTIFIED": "False",
        "AZURE_CORE_NO_COLOR": "True",
        "AZURE_CORE_LOGIN_EXPERIENCE_V2": "False",
    }
