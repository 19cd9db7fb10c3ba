"""What tags may be: https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources."""

from __future__ import annotations

from typing import Any

from sandbox.azure import errors

MOST, LONGEST_NAME, LONGEST_VALUE = 50, 512, 256
FORBIDDEN = "<>%&\\?/"


def require(tags: Any) -> dict[str, str]:
    """The tags of a body, or 400 naming what is wrong with them."""
    if tags is None:
        return {}
    if not isinstance(tags, dict):
        raise errors.AzureError(
            400,
            "InvalidRequestContent",
            "The request content was invalid and could not be deserialized: 'The tags must be an "
            "object of names to texts.'.",
        )
    if len(tags) > MOST:
        raise errors.AzureError(
            400,
            "InvalidTags",
            f"The number of tags '{len(tags)}' exceeds the limit of '{MOST}' tags per resource.",
        )
    for name, value in tags.items():
        _one(name, value)
    return {name: str(value if value is not None else "") for name, value in tags.items()}


def _one(name: str, value: Any) -> None:
    found = [each for each in FORBIDDEN if each in name]
    if found or not name:
        raise errors.AzureError(
            400,
            "InvalidTagNameCharacters",
            f"The tag name '{name}' has reserved characters '{','.join(FORBIDDEN)}' or control "
            "characters.",
        )
    if len(name) > LONGEST_NAME:
        raise errors.AzureError(
            400,
            "TagNameTooLong",
            f"Tag name too large. Following tag name '{name[:60]}…' exceeded the maximum length. "
            f"Maximum allowed length for tag name - '{LONGEST_NAME}' characters.",
        )
    if isinstance(value, (dict, list)) or len(str(value)) > LONGEST_VALUE:
        raise errors.AzureError(
            400,
            "InvalidTagValueLength",
            f"Tag value too large. Following tag value of tag '{name}' exceeded the maximum "
            f"length. Maximum allowed length for tag value - '{LONGEST_VALUE}' characters.",
        )
