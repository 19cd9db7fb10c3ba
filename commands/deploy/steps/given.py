"""What a step is given, read once into names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from azureops import ids, images
from commands.deploy import names
from commands.existing import given as existing
from core import json
from workflow import procedures


@dataclass(frozen=True, kw_only=True)
class Given(existing.Given):
    """Also the ids that follow from the plan of what is yet to be made, and its tags."""

    operation_id: str
    tags: dict[str, str]

    @property
    def subscription(self) -> str:
        return str(self.plan["subscription"])

    @property
    def group(self) -> str:
        return str(self.plan["resource_group"])

    @property
    def secret(self) -> str:
        return str(self.plan["password_secret"])

    @property
    def interface_id(self) -> str:
        return ids.interface(self.subscription, self.group, names.interface(self.name))

    @property
    def disk_ids(self) -> tuple[str, str]:
        """Of the system and of the data disk."""
        return (
            ids.disk(self.subscription, self.group, self.plan["os_disk"]),
            ids.disk(self.subscription, self.group, self.plan["data_disk"]),
        )

    @property
    def image(self) -> images.Reference:
        found = self.plan["image"]
        return images.Reference(**{key: found[key] for key in ("publisher", "offer", "sku")})

    @property
    def image_plan(self) -> images.Plan | None:
        plan = self.plan["image"].get("plan")
        return images.Plan(**plan) if plan else None

    def ours(self, tags: Any) -> bool:
        """Whether these tags are this operation's."""
        return bool(tags.get(names.OPERATION_TAG) == self.operation_id)


def read(context: procedures.Context, arguments: json.Object) -> Given:
    given = existing.read(arguments)
    return Given(
        plan=given.plan,
        results=given.results,
        operation_id=context.operation_id,
        tags=names.tags(context.operation_id, context.requester),
    )
