"""Templates that a deployment only names: `templateLink`, a blob with a signature.

https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates: Resource
Manager reads the address itself, and only its signature lets it in. Only this cloud's own storage
can be reached. The sentence is from Azure/azure-quickstart-templates issue 7171.
"""

from __future__ import annotations

import json
import urllib.parse
import uuid
from collections.abc import Mapping
from typing import Any

from sandbox.azure import blob_answers, blob_rights, blobs, errors, state


def fetch(current: state.State, link: Mapping[str, Any]) -> Any:
    """The template at `uri` (and `queryString`). 400 InvalidContentLink if it cannot be had."""
    uri = str(link.get("uri") or "")
    query = str(link.get("queryString") or "").lstrip("?")
    try:
        return json.loads(_read(current, f"{uri}?{query}" if query else uri))
    except (LookupError, ValueError, blob_answers.Refused) as exc:
        raise errors.AzureError(
            400,
            "InvalidContentLink",
            f"Unable to download deployment content from '{uri}'. The tracking Id is "
            f"'{uuid.uuid4()}'. Please see https://aka.ms/arm-deploy for usage details.",
        ) from exc


def _read(current: state.State, address: str) -> bytes:
    base = str(current.facts(blobs.HOME).get("blobs") or "")
    path, _, query = address.partition("?")
    if not base or not path.startswith(f"{base}/"):
        raise LookupError(path)
    path = urllib.parse.unquote(path.removeprefix(base))
    account, container, blob = path.strip("/").split("/", 2)
    given = dict(urllib.parse.parse_qsl(query))
    account_id = blobs.account(current, account)
    if account_id is None or "sig" not in given:
        raise LookupError(path)
    blob_rights.require_signature(current, account_id, path, given, "GET")
    return blobs.content(blobs.inside(current, account_id, container)[blob])
