"""The data plane of blobs: `https://127.0.0.1:<port>/<account>/<container>/<blob>`.

Paths begin with the account, as clients write them where no host names one. Every request is
authorised by a shared key, a signature or a token; what fails is answered in XML.
Source: https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api
"""

from __future__ import annotations

import base64
import uuid
from xml.sax.saxutils import escape, quoteattr

from aiohttp import web

from sandbox.azure import blob_answers as wire
from sandbox.azure import blob_rights, blob_signing, blobs, entra, state

LONGEST = 256 << 20  # bytes of one upload


class Place:
    """What a path names."""

    def __init__(self, request: web.Request) -> None:
        account, _, rest = request.path.strip("/").partition("/")
        container, _, blob = rest.partition("/")
        self.account, self.container, self.blob = account, container, blob


class BlobService:
    """The service at `urls["blobs"]`, over the accounts of one state."""

    def __init__(self, current: state.State, identity: entra.Entra) -> None:
        self._state = current
        self._identity = identity
        self._base = ""

    @property
    def base(self) -> str:
        return self._base

    @base.setter
    def base(self, value: str) -> None:
        self._base = value
        self._state.facts(blobs.HOME)["blobs"] = value

    def application(self) -> web.Application:
        app = web.Application(client_max_size=LONGEST)
        app.router.add_route("*", "/{tail:.*}", self._handle)
        return app

    async def _handle(self, request: web.Request) -> web.Response:
        place, body = Place(request), await request.read()
        try:
            account_id = blobs.account(self._state, place.account)
            if account_id is None:
                raise wire.Refused(
                    404, "ResourceNotFound", "The specified resource does not exist."
                )
            self._authorize(request, place, account_id)
            answer = self._act(request, place, account_id, body)
        except wire.Refused as refusal:
            answer = wire.refusal(request, refusal)
        answer.headers["x-ms-version"] = request.headers.get("x-ms-version", "2021-12-02")
        answer.headers["x-ms-request-id"] = str(uuid.uuid4())
        if "x-ms-client-request-id" in request.headers:
            answer.headers["x-ms-client-request-id"] = request.headers["x-ms-client-request-id"]
        return answer

    # ---- who ---------------------------------------------------------------------------------
    def _authorize(self, request: web.Request, place: Place, account_id: str) -> None:
        given = request.headers.get("Authorization", "")
        keys = blobs.keys(self._state, account_id)
        if given.startswith("SharedKey "):
            name, _, signature = given.removeprefix("SharedKey ").partition(":")
            query = list(request.query.items())
            wanted = [
                blob_signing.shared_key(
                    key,
                    name,
                    method=request.method,
                    path=request.rel_url.raw_path,
                    query=query,
                    headers=request.headers,
                )
                for key in keys
            ]
            if name == place.account and wire.matches(signature, wanted):
                return
        elif given.lower().startswith("bearer "):
            self._check_token(request, place, account_id)
            return
        elif "sig" in request.query:
            blob_rights.require_signature(
                self._state, account_id, request.path, dict(request.query), request.method
            )
            return
        else:
            raise wire.Refused(
                401,
                "NoAuthenticationInformation",
                "Server failed to authenticate the request. Please refer to the information in the "
                "www-authenticate header.",
            )
        raise wire.unauthenticated()

    def _check_token(self, request: web.Request, place: Place, account_id: str) -> None:
        grant = self._identity.check(request.headers.get("Authorization"), "storage")
        if isinstance(grant, str):
            authority = f"{self._identity.base}/{self._identity.tenant}"
            raise blob_rights.unknown_bearer(authority)
        lists_blobs = bool(place.container) and request.query.get("comp") == "list"
        blob_rights.require(
            self._state, grant.client, request.method, account_id,
            container=place.container, data=bool(place.blob) or lists_blobs,
        )  # fmt: skip

    # ---- what --------------------------------------------------------------------------------
    def _act(
        self, request: web.Request, place: Place, account_id: str, body: bytes
    ) -> web.Response:
        if not place.container:
            return self._account(request, place, account_id)
        if not place.blob:
            return self._container(request, place, account_id)
        if blobs.container(self._state, account_id, place.container) is None:
            raise wire.Refused(404, "ContainerNotFound", "The specified container does not exist.")
        if request.method == "PUT":
            return self._write(request, place, account_id, body)
        found = blobs.inside(self._state, account_id, place.container).get(place.blob)
        if found is None:
            raise wire.Refused(404, "BlobNotFound", "The specified blob does not exist.")
        if request.method == "DELETE":
            del blobs.inside(self._state, account_id, place.container)[place.blob]
            return web.Response(status=202, headers={"x-ms-delete-type-permanent": "true"})
        return wire.read(request, found)

    def _account(self, request: web.Request, place: Place, account_id: str) -> web.Response:
        if request.query.get("restype") == "account":
            shown = {"x-ms-sku-name": "Standard_LRS", "x-ms-account-kind": "StorageV2"}
            return web.Response(headers=shown)
        prefix = request.query.get("prefix", "")
        names = [
            name for name in blobs.containers(self._state, account_id) if name.startswith(prefix)
        ]
        found = "".join(
            f"<Container><Name>{escape(name)}</Name>{self._properties(account_id, name)}"
            "</Container>"
            for name in names
        )
        place_of = quoteattr(f"{self.base}/{place.account}/")
        return wire.xml(
            f"<EnumerationResults ServiceEndpoint={place_of}><Prefix>{escape(prefix)}</Prefix>"
            f"<Containers>{found}</Containers><NextMarker/></EnumerationResults>"
        )

    def _properties(self, account_id: str, name: str) -> str:
        known = blobs.container(self._state, account_id, name) or {}
        return (
            f"<Properties><Last-Modified>{known['modified']}</Last-Modified>"
            f"<Etag>{escape(known['etag'])}</Etag><LeaseStatus>unlocked</LeaseStatus>"
            "<LeaseState>available</LeaseState><HasImmutabilityPolicy>false</HasImmutabilityPolicy>"
            "<HasLegalHold>false</HasLegalHold></Properties>"
        )

    def _container(self, request: web.Request, place: Place, account_id: str) -> web.Response:
        name = place.container
        if request.method == "PUT":
            if not blobs.make_container(self._state, account_id, name):
                raise wire.Refused(
                    409, "ContainerAlreadyExists", "The specified container already exists."
                )
            return web.Response(status=201, headers=self._tags(account_id, name))
        if blobs.container(self._state, account_id, name) is None:
            raise wire.Refused(404, "ContainerNotFound", "The specified container does not exist.")
        if request.method == "DELETE":
            blobs.drop_container(self._state, account_id, name)
            return web.Response(status=202)
        if request.query.get("comp") == "list":
            return self._list(request, place, account_id)
        return web.Response(headers=self._tags(account_id, name))

    def _tags(self, account_id: str, name: str) -> dict[str, str]:
        known = blobs.container(self._state, account_id, name) or {}
        return {"ETag": known["etag"], "Last-Modified": known["modified"]}

    def _list(self, request: web.Request, place: Place, account_id: str) -> web.Response:
        query = request.query
        prefix, delimiter = query.get("prefix", ""), query.get("delimiter", "")
        size = min(int(query.get("maxresults", "5000")), 5000)
        found = blobs.inside(self._state, account_id, place.container)
        entries = list(wire.entries(sorted(found), prefix, delimiter))
        entries = [each for each in entries if each[0] >= query.get("marker", "")]
        shown = "".join(
            wire.listed(name, found[name]) if whole else
            f"<BlobPrefix><Name>{escape(name)}</Name></BlobPrefix>"
            for name, whole in entries[:size]
        )  # fmt: skip
        following = escape(entries[size][0]) if len(entries) > size else ""
        return wire.xml(
            f"<EnumerationResults ServiceEndpoint={quoteattr(f'{self.base}/{place.account}/')} "
            f"ContainerName={quoteattr(place.container)}><Prefix>{escape(prefix)}</Prefix>"
            f"<Blobs>{shown}</Blobs><NextMarker>{following}</NextMarker></EnumerationResults>"
        )

    def _write(
        self, request: web.Request, place: Place, account_id: str, body: bytes
    ) -> web.Response:
        where, what = (place.container, place.blob), request.query.get("comp", "")
        staged = self._state.facts(blobs.container_id(account_id, place.container)).setdefault(
            "blocks", {}
        )
        if what == "block":
            blocks = staged.setdefault(place.blob, {})
            blocks[request.query.get("blockid", "")] = base64.b64encode(body).decode()
            return web.Response(status=201)
        if what == "blocklist":
            body = wire.joined(body.decode(), staged.pop(place.blob, {}))
        elif what:
            raise wire.Refused(
                400, "InvalidQueryParameterValue", f"comp={what} is not served here."
            )
        headers = request.headers
        exists = place.blob in blobs.inside(self._state, account_id, place.container)
        if headers.get("If-None-Match") == "*" and exists:
            raise wire.Refused(409, "BlobAlreadyExists", "The specified blob already exists.")
        kind = headers.get("x-ms-blob-content-type") or headers.get("Content-Type") or ""
        metadata = {
            key[10:]: each for key, each in headers.items() if key.lower().startswith("x-ms-meta-")
        }
        made = blobs.put(
            self._state,
            account_id,
            where,
            body,
            kind=kind or "application/octet-stream",
            metadata=metadata,
        )
        return web.Response(
            status=201,
            headers={
                "ETag": made["etag"],
                "Last-Modified": made["modified"],
                "Content-MD5": made["md5"],
                "x-ms-request-server-encrypted": "true",
            },
        )
