"""`python -m bot.cli` is `failback-ps`."""

import sys

from bot import cli

sys.exit(cli.main())
