"""Whether the next process server could be deployed: the image and the cores of each region."""

from __future__ import annotations

from azureops import images
from core import phrases
from core.phrases import phrase
from watch import judging, readings
from watch.judging import CRITICAL, WARNING, Known, Rule, Seen
from workflow import findings

IMAGE, QUOTA = "image-deprecated", "quota-short"
CORES = 8  # of Standard_A8_v2


def answered(reading: readings.Reading) -> list[readings.Region]:
    return [region for region in reading.regions or () if region.refused is None]


def _images(known: Known) -> Seen | None:
    if known.reading.regions is None:
        return None
    return [
        _of(region, IMAGE, severity, [said, phrase("rule-image-other")])
        for region in answered(known.reading)
        for severity, said in _image(region.image)
    ]


def _image(image: images.Image | None) -> list[tuple[str, phrases.Phrase]]:
    if image is None:
        return [(CRITICAL, phrase("rule-image-gone"))]
    if image.state is images.State.DEPRECATED:
        return [(CRITICAL, phrase("rule-image-deprecated", version=image.version))]
    if image.state is not images.State.SCHEDULED:
        return []
    if not image.deprecated_at:
        return [(WARNING, phrase("rule-image-ends-some-day", version=image.version))]
    day = str(image.deprecated_at)
    return [(WARNING, phrase("rule-image-ends", version=image.version, day=day))]


def _quotas(known: Known) -> Seen | None:
    if known.reading.regions is None:
        return None
    return [
        _of(
            region,
            QUOTA,
            WARNING,
            [
                phrase(
                    "rule-quota",
                    left=region.quota.left,
                    size=region.quota.label,
                    limit=region.quota.limit,
                    needed=CORES,
                )
            ],
        )
        for region in answered(known.reading)
        if region.quota is not None and region.quota.left < CORES
    ]


def _of(
    region: readings.Region, kind: str, severity: str, said: judging.Said
) -> findings.Observation:
    return findings.Observation(
        server=region.id,
        server_name=f"{region.location} ({region.name or region.subscription})",
        kind=kind,
        severity=severity,
        **judging.told(said, {"subscription": region.subscription}),
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
