"""`/failback-ps chart`: a picture where a look says more than a list."""

from commands.chart.declaration import VERB

__all__ = ["VERB"]
