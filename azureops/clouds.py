"""The three Azure clouds and where each one answers.

Source: learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure,
learn.microsoft.com/azure/china/resources-developer-guide,
learn.microsoft.com/rest/api/cost-management/retail-prices.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Cloud:
    """Addresses of one cloud. `prices_url` is empty where no public price list is served."""

    name: str
    arm_url: str
    authority_host: str
    prices_url: str


PUBLIC = Cloud(
    name="public",
    arm_url="https://management.azure.com",
    authority_host="https://login.microsoftonline.com",
    prices_url="https://prices.azure.com",
)
US_GOVERNMENT = Cloud(
    name="usgovernment",
    arm_url="https://management.usgovcloudapi.net",
    authority_host="https://login.microsoftonline.us",
    prices_url="https://prices.azure.com",
)
CHINA = Cloud(
    name="china",
    arm_url="https://management.chinacloudapi.cn",
    authority_host="https://login.chinacloudapi.cn",
    prices_url="",
)
ALL: dict[str, Cloud] = {cloud.name: cloud for cloud in (PUBLIC, US_GOVERNMENT, CHINA)}

AUTHORITIES = frozenset(
    {
        "login.microsoftonline.com",
        "login.microsoft.com",
        "login.windows.net",
        "sts.windows.net",
        "login.microsoftonline.us",
        "login.chinacloudapi.cn",
        "login.partner.microsoftonline.cn",
    }
)
