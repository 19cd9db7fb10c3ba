"""`/failback-ps deploy`."""

from __future__ import annotations

from commands.deploy import fields, plan, steps, undo
from commands.verbs import Authority, Verb

VERB = Verb(
    name="deploy",
    summary="deploy a failback process server in Azure",
    description=(
        "Deploys a failback process server in Azure, has it registered and proves that it is. It "
        "is made from the gallery's image, and a person registers it with a guide; or, where Azure "
        "deploys that image no more or when asked for, from plain Windows Server with Unified "
        "Setup, which installs and registers it unattended. Machines that failed over from a "
        "VMware or physical site need one in each virtual network that holds them when the latency "
        "between Azure and the site is high; with low latency the configuration server's own "
        "process server may do. It is always deployed in Azure: a process server at the site is "
        "set up with the site's own installer. Only the classic VMware architecture needs it; a "
        "modernised vault fails back through its appliance. The administrator's password is "
        "generated into Key Vault and shown to nobody; disks are managed disks; the server gets no "
        "public address."
    ),
    authority=Authority.APPROVAL,
    fields=fields.FIELDS,
    make_plan=plan.make,
    steps=steps.STEPS,
    undo=undo.UNDO,
    examples=(
        "/failback-ps deploy",
        (
            '/failback-ps deploy name=ps-weu-1 subscription="Contoso DR Production" '
            "vault=rsv-dr-vmware/cs-onprem-01 resource_group=rg-dr-weu region=westeurope "
            "network=vnet-dr-weu subnet=snet-ps ip=auto"
        ),
        "/failback-ps deploy --name ps-weu-1 --ip 10.60.2.9",
        "/failback-ps deploy name=ps-weu-1 source=unified-setup windows=2019",
    ),
)
