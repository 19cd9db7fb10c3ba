"""Whether the next process server could be deployed: the image and the cores of each region."""

from __future__ import annotations

from azureops import images
from watch import readings
from watch.judging import CRITICAL, WARNING, Known, Rule, Seen
from workflow import findings

IMAGE, QUOTA = "image-deprecated", "quota-short"
CORES = 8  # of Standard_A8_v2


def _images(known: Known) -> Seen | None:
    if known.reading.regions is None:
        return None
    return [
        _of(region, IMAGE, severity, said)
        for region in known.reading.regions
        for severity, said in _image(region.image)
    ]


def _image(image: images.Image | None) -> list[tuple[str, str]]:
    other = "Deploy with `source=unified-setup`."
    if image is None:
        return [(CRITICAL, f"The process server's gallery image is no longer listed. {other}")]
    if image.state is images.State.DEPRECATED:
        return [(CRITICAL, f"The gallery image {image.version} is deprecated. {other}")]
    if image.state is images.State.SCHEDULED:
        end = image.deprecated_at or "a day that Azure does not name"
        return [(WARNING, f"The gallery image {image.version} ends on {end}. Then: {other}")]
    return []


def _quotas(known: Known) -> Seen | None:
    if known.reading.regions is None:
        return None
    return [
        _of(
            region,
            QUOTA,
            WARNING,
            f"{region.quota.left} cores of {region.quota.label} are left of "
            f"{region.quota.limit}; the next process server needs {CORES}. Ask Azure for more, or "
            "choose another size.",
        )
        for region in known.reading.regions
        if region.quota is not None and region.quota.left < CORES
    ]


def _of(region: readings.Region, kind: str, severity: str, said: str) -> findings.Observation:
    return findings.Observation(
        server=f"/subscriptions/{region.subscription}/locations/{region.location}".lower(),
        server_name=f"{region.location} in {region.subscription}",
        kind=kind,
        severity=severity,
        sentence=said,
    )


RULES = (
    Rule(
        kind=IMAGE,
        check="regions",
        text="the newest listed version's deprecation status, where process servers stand",
        source="learn.microsoft.com/azure/virtual-machines/deprecated-images",
        estate=_images,
        regions=True,
    ),
    Rule(
        kind=QUOTA,
        check="regions",
        text="cores left where process servers stand; ours: fewer than the 8 of Standard_A8_v2",
        source="learn.microsoft.com/azure/quotas/view-quotas",
        estate=_quotas,
        regions=True,
    ),
)
