"""Marketplace images: what one can make a machine of, and which are retired."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.azure import answers, errors, image_states, state
from sandbox.azure.routing import Answer, Call, Routes

routes = Routes()
BASE = "/subscriptions/{sub}/providers/Microsoft.Compute/locations/{location}/publishers"
OFFERS = BASE + "/{publisher}/artifacttypes/vmimage/offers"
SKUS = OFFERS + "/{offer}/skus"
VERSIONS = SKUS + "/{sku}/versions"
PROCESS_SERVER = ("MicrosoftAzureSiteRecovery", "Process-Server", "Windows-2012-R2-Datacenter")


@dataclass(frozen=True, kw_only=True)
class Image:
    """One sku of the gallery; `versions` oldest first."""

    publisher: str
    offer: str
    sku: str
    versions: tuple[str, ...]
    generation: str = "V1"
    size_gb: int = 127

    @property
    def is_process_server(self) -> bool:
        return (self.publisher, self.offer, self.sku) == PROCESS_SERVER


WINDOWS = ("17763.6414.241005", "17763.7009.250210")
WINDOWS_2022 = ("20348.2700.240905", "20348.3207.250210")
GALLERY = (
    Image(
        publisher=PROCESS_SERVER[0],
        offer=PROCESS_SERVER[1],
        sku=PROCESS_SERVER[2],
        versions=("202102.14.00", "202306.01.00", "202404.18.00"),
    ),
    Image(
        publisher="MicrosoftWindowsServer",
        offer="WindowsServer",
        sku="2019-Datacenter",
        versions=WINDOWS,
    ),
    Image(
        publisher="MicrosoftWindowsServer",
        offer="WindowsServer",
        sku="2019-datacenter-gensecond",
        versions=WINDOWS,
        generation="V2",
    ),
    Image(
        publisher="MicrosoftWindowsServer",
        offer="WindowsServer",
        sku="2022-datacenter",
        versions=WINDOWS_2022,
    ),
    Image(
        publisher="MicrosoftWindowsServer",
        offer="WindowsServer",
        sku="2022-datacenter-g2",
        versions=WINDOWS_2022,
        generation="V2",
    ),
)


def find(publisher: str, offer: str, sku: str) -> Image | None:
    wanted = (publisher.lower(), offer.lower(), sku.lower())
    for image in GALLERY:
        if (image.publisher.lower(), image.offer.lower(), image.sku.lower()) == wanted:
            return image
    return None


def plan(current: state.State, image: Image) -> dict[str, str] | None:
    """What is bought with an image and must be sent with a machine made of it."""
    name = image_states.plan_of(current, image.sku)
    return {"publisher": image.publisher, "name": name, "product": image.offer} if name else None


def is_process_server(reference: dict[str, Any]) -> bool:
    """Whether a machine's image reference is the gallery's process server."""
    image = find(*(str(reference.get(key)) for key in ("publisher", "offer", "sku")))
    return image is not None and image.is_process_server


def product(reference: dict[str, Any]) -> str:
    """The Windows that a machine of this image runs."""
    sku = str(reference.get("sku") or "2019").lower()
    year = next((each for each in ("2012-r2", "2016", "2022", "2025") if each in sku), "2019")
    return f"Windows Server {year.replace('-r2', ' R2')} Datacenter"


def version_of(image: Image, version: str) -> str | None:
    """The exact version meant (`latest` resolved), or None if it is not in the gallery."""
    if version.lower() == "latest":
        return image.versions[-1]
    return version if version in image.versions else None


def _place(call: Call) -> str:
    place = call["location"].lower().replace(" ", "")
    if place not in call.state.locations:
        raise errors.AzureError(
            400,
            "NoRegisteredProviderFound",
            f"No registered resource provider found for location '{call['location']}'.",
        )
    return place


def _entry(call: Call, name: str, *path: str) -> dict[str, Any]:
    labels = ("Publishers", "ArtifactTypes/VMImage/Offers", "Skus", "Versions")
    tail = "/".join(f"{label}/{part}" for label, part in zip(labels, path, strict=False))
    place = _place(call)
    root = f"/Subscriptions/{call['sub']}/Providers/Microsoft.Compute/Locations/{place}"
    return {"location": place, "name": name, "id": f"{root}/{tail}"}


def _names(call: Call, field: str, *path: str) -> Answer:
    keys = ("publisher", "offer", "sku")[: len(path)]
    found = [
        image
        for image in GALLERY
        if all(
            getattr(image, key).lower() == part.lower()
            for key, part in zip(keys, path, strict=True)
        )
    ]
    if path and not found:
        raise _missing("Artifact", ":".join(path))
    names = sorted({getattr(image, field) for image in found})
    return answers.ok([_entry(call, name, *path, name) for name in names])


def _missing(what: str, path: str) -> errors.AzureError:
    return errors.AzureError(404, "NotFound", f"{what}: {path} was not found.")


@routes.get(BASE)
def publishers(call: Call) -> Answer:
    """The publishers of images in the region."""
    return _names(call, "publisher")


@routes.get(OFFERS)
def offers(call: Call) -> Answer:
    """A publisher's offers."""
    return _names(call, "offer", call["publisher"])


@routes.get(SKUS)
def skus(call: Call) -> Answer:
    """An offer's SKUs."""
    return _names(call, "sku", call["publisher"], call["offer"])


@routes.get(VERSIONS)
def versions(call: Call) -> Answer:
    """A bare array, oldest first unless `$orderby=name desc`; `$top` cuts it."""
    image = _image(call)
    names = list(image.versions)
    if call.query.get("$orderby", "").lower().endswith("desc"):
        names.reverse()
    if call.query.get("$top", "").isdigit():
        names = names[: int(call.query["$top"])]
    return answers.ok(
        [_entry(call, name, image.publisher, image.offer, image.sku, name) for name in names]
    )


def _image(call: Call) -> Image:
    path = (call["publisher"], call["offer"], call["sku"])
    image = find(*path)
    if image is None:
        raise _missing("Artifact: VMImage", " ".join(path))
    return image


@routes.get(VERSIONS + "/{version}")
def version(call: Call) -> Answer:
    """One version of an image: its plan, system, deprecation and generation."""
    image = _image(call)
    name = call["version"]
    if name not in image.versions:
        raise _missing("Artifact: VMImage", f"{image.publisher} {image.offer} {image.sku} {name}")
    body = _entry(call, name, image.publisher, image.offer, image.sku, name)
    body["properties"] = {
        "hyperVGeneration": image.generation,
        "architecture": "x64",
        "osDiskImage": {"operatingSystem": "Windows", "sizeInGb": image.size_gb},
        "dataDiskImages": [],
        "automaticOSUpgradeProperties": {"automaticOSUpgradeSupported": False},
        "features": [],
        "imageDeprecationStatus": image_states.status(call.state, name),
    }
    sold = plan(call.state, image)
    if sold:
        body["properties"]["plan"] = sold
    return answers.ok(body)
