"""Where files go in and out: the upload URL, and the private URL that asks for a token.

https://docs.slack.dev/messaging/working-with-files#upload
"""

from __future__ import annotations

from aiohttp import web

from sandbox.slack.web_api.server import WebApi
from sandbox.slack.workspace import Workspace


class Uploads:
    def __init__(self, workspace: Workspace, web_api: WebApi) -> None:
        self._workspace = workspace
        self._web_api = web_api

    async def take(self, request: web.Request) -> web.Response:
        """The bytes, raw or as the first part of a multipart form. Answers `OK - <size>`."""
        file = self._workspace.files.waiting(request.match_info["key"])
        if file is None:
            return web.Response(status=404, text="not found")
        file.content = await _content(request)
        return web.Response(text=f"OK - {len(file.content)}")

    async def serve(self, request: web.Request) -> web.Response:
        """The file, for a token with files:read; anybody else is sent to the sign-in page."""
        id_ = request.match_info["key"].rpartition("-")[2]
        file = self._workspace.files.all.get(id_)
        if file is None or file.content is None:
            return web.Response(status=404, text="not found")
        if not self._web_api.may_read_files(request):
            raise web.HTTPFound(f"/?redir={request.path}")
        headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
        shown = headers if "/download/" in request.path else {}
        return web.Response(body=file.content, content_type=file.mimetype, headers=shown)


async def _content(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    form = await request.post()
    for part in form.values():
        if isinstance(part, web.FileField):
            return part.file.read()
        return str(part).encode()
    return b""
