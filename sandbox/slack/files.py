"""Files: real bytes, kept in memory, served to whoever shows a token.

https://docs.slack.dev/messaging/working-with-files
"""

from __future__ import annotations

import mimetypes
import secrets
from dataclasses import dataclass, field
from typing import Any

PRETTY = {
    "png": "PNG", "jpg": "JPEG", "gif": "GIF", "pdf": "PDF", "text": "Plain Text", "json": "JSON",
    "csv": "CSV", "markdown": "Markdown (raw)", "zip": "Zip", "yaml": "YAML", "binary": "Binary",
}  # fmt: skip
TYPES = {
    "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "application/pdf": "pdf",
    "text/plain": "text", "application/json": "json", "text/csv": "csv",
    "text/markdown": "markdown", "application/zip": "zip", "application/yaml": "yaml",
}  # fmt: skip


@dataclass(kw_only=True, slots=True)
class File:
    id: str
    name: str
    user: str
    created: int
    length: int
    """Bytes that the app announced; `content` must have as many."""
    title: str = ""
    alt_txt: str = ""
    content: bytes | None = None
    """None until the upload URL got it."""
    complete: bool = False
    shares: dict[str, list[str]] = field(default_factory=dict)
    """Channel → `ts` of the messages that show it."""

    @property
    def mimetype(self) -> str:
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    @property
    def filetype(self) -> str:
        return TYPES.get(self.mimetype, "binary")

    def wire(self, base: str, team: str, kinds: dict[str, str]) -> dict[str, Any]:
        """The file object (https://docs.slack.dev/reference/objects/file-object).

        `kinds`: channel → `public_channel`, `private_channel`, `mpim` or `im`.
        """
        name = self.name.replace(" ", "_").lower()
        private = f"{base}files-pri/{team}-{self.id}"
        public = [c for c in self.shares if kinds.get(c) == "public_channel"]
        shown: dict[str, Any] = {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": self.mimetype,
            "filetype": self.filetype,
            "pretty_type": PRETTY.get(self.filetype, "Binary"),
            "user": self.user,
            "user_team": team,
            "editable": False,
            "size": self.length,
            "mode": "hosted",
            "is_external": False,
            "external_type": "",
            "is_public": bool(public),
            "public_url_shared": False,
            "display_as_bot": False,
            "username": "",
            "url_private": f"{private}/{name}",
            "url_private_download": f"{private}/download/{name}",
            "media_display_type": "unknown",
            "permalink": f"{base}files/{self.user}/{self.id}/{name}",
            "has_rich_preview": False,
            "file_access": "visible",
            "channels": public,
            "groups": [c for c in self.shares if kinds.get(c) in ("private_channel", "mpim")],
            "ims": [c for c in self.shares if kinds.get(c) == "im"],
            "comments_count": 0,
        }
        if self.alt_txt:
            shown["alt_txt"] = self.alt_txt
        return shown | ({"shares": self._shares(kinds)} if self.shares else {})

    def _shares(self, kinds: dict[str, str]) -> dict[str, Any]:
        found: dict[str, dict[str, Any]] = {}
        for channel, stamps in self.shares.items():
            side = "public" if kinds.get(channel) == "public_channel" else "private"
            found.setdefault(side, {})[channel] = [{"ts": ts, "channel_name": ""} for ts in stamps]
        return found


class Files:
    """All files of the workspace, and the upload URLs that still wait for bytes."""

    def __init__(self) -> None:
        self.all: dict[str, File] = {}
        self._tickets: dict[str, str] = {}

    def announce(self, file: File) -> str:
        """A new upload: the secret part of its URL."""
        self.all[file.id] = file
        key = secrets.token_hex(24)
        self._tickets[key] = file.id
        return key

    def waiting(self, key: str) -> File | None:
        return self.all.get(self._tickets.get(key, ""))

    def add(self, file: File) -> File:
        self.all[file.id] = file
        return file

    def remove(self, id_: str) -> None:
        self.all.pop(id_, None)

    @staticmethod
    def new_id() -> str:
        return "F" + secrets.token_hex(5).upper()
