"""The session's lines about machines: images and their terms, disks, making, running, ending."""

from __future__ import annotations

from sandbox.azure import seed
from tests.conformance.azure_cli.case import no, ok, silent, text

ASR = "-l westeurope -p MicrosoftAzureSiteRecovery"
SIZES = ["Standard_A4_v2", "Standard_A8_v2", "Standard_A8m_v2", "Standard_D4s_v5",
         "Standard_D8s_v5", "Standard_F8s_v2"]  # fmt: skip
IMAGES = (
    ok("vm image list", each__urnAlias=["Win2022Datacenter", "Win2019Datacenter", "Ubuntu2204"],
       each__architecture=["x64"] * 3),
    ok("vm image list -p MicrosoftWindowsServer", each__urn=[
        f"MicrosoftWindowsServer:WindowsServer:{sku}:latest"
        for sku in ("2022-datacenter-g2", "2019-datacenter-gensecond")
    ]),
    ok("vm image list-publishers -l westeurope",
       each__name=["MicrosoftAzureSiteRecovery", "MicrosoftWindowsServer"]),
    ok(f"vm image list-offers {ASR}", each__name=["Process-Server"]),
    ok(f"vm image list-skus {ASR} -f Process-Server", each__name=["Windows-2012-R2-Datacenter"]),
    ok(f"vm image list {ASR} -f Process-Server -s Windows-2012-R2-Datacenter --all",
       each__version=["202102.14.00", "202306.01.00", "202404.18.00"]),
    ok("vm image show -l westeurope --urn MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2"
       ":latest", hyperVGeneration="V2", name="20348.3207.250210",
       imageDeprecationStatus__imageState="Active"),
    no("vm image show -l westeurope --urn a:b:c:1.0.0", "(NotFound)", "VMImage", code=3),
)  # fmt: skip
SEEDED = "-g rg-dr-weu -n app-01"
LIFE = (
    ok("vm list -g rg-dr-weu", each__name=["app-01", "app-02", "db-01"]),
    ok(f"vm show {SEEDED}", name="app-01"),
    ok(f"vm show {SEEDED} -d", powerState="VM running", privateIps="10.60.1.10"),
    ok(f"vm get-instance-view {SEEDED} --query instanceView.statuses[].code",
       value=["ProvisioningState/succeeded", "PowerState/running"]),
    silent(f"vm stop {SEEDED}"),
    ok(f"vm show {SEEDED} -d", powerState="VM stopped"),
    silent(f"vm start {SEEDED}"),
    ok(f"vm restart {SEEDED}", status="Succeeded"),
    ok(f"vm show {SEEDED} -d", powerState="VM running"),
    silent(f"vm deallocate {SEEDED}"),
    ok(f"vm show {SEEDED} -d", powerState="VM deallocated"),
    no("vm show -g rg-cli -n vm-none", "(ResourceNotFound)", "vm-none", code=3),
    ok("vm list-skus -l westeurope --size Standard_A8_v2", each__family=["standardAv2Family"]),
    ok("vm list-skus -l westeurope --resource-type virtualMachines", each__name=SIZES),
    ok("vm list-sizes -l westeurope", each__name=SIZES,
       each__numberOfCores=[4, 8, 8, 4, 8, 8]),
    ok("vm list-usage -l westeurope --query \"[?name.value=='cores'].limit\"", value=["100"]),
)  # fmt: skip
WHO = "--admin-username opsadmin --admin-password Hunter2-hunter2!"
NET = "--vnet-name vnet-a --subnet snet-a --public-ip-address '' --nsg ''"
MADE = "-g rg-cli -n vm-nic"
DISKS = (
    ok("disk create -g rg-cli -n disk-a --size-gb 64 --sku StandardSSD_LRS", diskSizeGB=64),
    ok("disk update -g rg-cli -n disk-a --size-gb 128", diskSizeGB=128),
    ok("disk show -g rg-cli -n disk-a", diskState="Unattached"),
    ok("disk list -g rg-cli", length=1),
)
MAKING = (
    ok("vm create -g rg-cli -n vm-new --image MicrosoftWindowsServer:WindowsServer:2022-datacenter"
       f":latest --size Standard_D4s_v5 {WHO} {NET}",
       powerState="VM running", privateIpAddress="10.80.1.4"),
    ok(f"vm create {MADE} --image Win2019Datacenter --size Standard_D4s_v5 {WHO} --nics nic-a"
       " --attach-data-disks disk-a", powerState="VM running", privateIpAddress="10.80.1.10"),
    ok(f"vm show {MADE}", storageProfile__dataDisks__each__name=["disk-a"],
       storageProfile__imageReference__exactVersion="17763.7009.250210"),
    ok("disk show -g rg-cli -n disk-a", diskState="Attached"),
    no("disk delete -g rg-cli -n disk-a --yes", "(OperationNotAllowed)", "attached to VM"),
    no(f"vm create -g rg-cli -n vm-x --image Win2019Datacenter --size Standard_A8_v2 {WHO} {NET}",
       "cannot boot Hypervisor Generation '2'"),
    silent("vm disk attach -g rg-cli --vm-name vm-new -n disk-b --new --size-gb 32"),
    ok("vm show -g rg-cli -n vm-new", storageProfile__dataDisks__0__diskSizeGB=32),
    silent("vm disk detach -g rg-cli --vm-name vm-new -n disk-b"),
    ok("vm show -g rg-cli -n vm-new", storageProfile__dataDisks=[]),
    ok(f"vm list-vm-resize-options {MADE}", each__name=["Standard_D4s_v5", "Standard_D8s_v5"]),
    ok(f"vm resize {MADE} --size Standard_D8s_v5", hardwareProfile__vmSize="Standard_D8s_v5"),
    ok(f"vm identity assign {MADE}", userAssignedIdentities={}),
    ok(f"vm identity show {MADE}", type="SystemAssigned", tenantId=seed.TENANT),
    ok(f"vm update {MADE} --set tags.owner=dr", tags__owner="dr"),
    ok(f"vm list-ip-addresses {MADE}",
       each__virtualMachine__network__privateIpAddresses=[["10.80.1.10"]]),
)  # fmt: skip
RUN = "-g rg-cli --vm-name vm-nic"
RUNNING = (
    ok(f"vm run-command create {RUN} --name rc-a --script 'Write-Output hello'",
       provisioningState="Succeeded", source__script="Write-Output hello"),
    ok(f"vm run-command show {RUN} --name rc-a --instance-view",
       instanceView__executionState="Succeeded", instanceView__exitCode=0,
       instanceView__output="hello"),
    ok(f"vm run-command update {RUN} --name rc-a --script 'exit 3'",
       provisioningState="Succeeded"),
    ok(f"vm run-command show {RUN} --name rc-a --instance-view",
       instanceView__executionState="Failed", instanceView__exitCode=3),
    ok(f"vm run-command list {RUN}", each__name=["rc-a"]),
    silent(f"vm run-command delete {RUN} --name rc-a --yes"),
    no(f"vm run-command show {RUN} --name rc-a", "(ResourceNotFound)", "rc-a", code=3),
    ok(f"vm run-command invoke {MADE} --command-id RunPowerShellScript --scripts"
       " 'Write-Output hello'", value__0__message="hello",
       value__each__code=["ComponentStatus/StdOut/succeeded", "ComponentStatus/StdErr/succeeded"]),
    no(f"vm boot-diagnostics get-boot-log {MADE}", "Please enable boot diagnostics"),
    silent(f"vm boot-diagnostics enable {MADE}"),
    text(f"vm boot-diagnostics get-boot-log {MADE}", "SAC started and initialized", "vm-nic"),
    silent(f"vm delete {MADE} --yes"),
    ok("vm list -g rg-cli", each__name=["vm-new"]),
    ok("network nic show -g rg-cli -n nic-a --query virtualMachine", value=None),
    ok("disk show -g rg-cli -n disk-a", diskState="Unattached"),
)  # fmt: skip
SKU = "Windows-2012-R2-Datacenter"
URN = f"--urn MicrosoftAzureSiteRecovery:Process-Server:{SKU}:latest"
PLAN = {"do": "image_plan", "sku": SKU, "plan": "ps-plan"}
PS = f"--image {URN.removeprefix('--urn ')} --size Standard_A8_v2 {WHO} --nics nic-a"
SOLD = "deployment group validate -g rg-cli --template-file machine.json"  # beside this module
TERMS = (
    no("vm image terms show --urn MicrosoftWindowsServer:WindowsServer:2022-datacenter:latest",
       "has no terms to accept"),
    ok(f"vm image terms show {URN}", first=PLAN, accepted=False, plan="ps-plan"),
    no("vm image terms accept --publisher contoso --offer appliance --plan standard",
       "(BadRequest)", "The offer with Offer ID 'appliance' was not found"),
    no(SOLD, "MarketplacePurchaseEligibilityFailed", "You have not accepted the legal terms"),
    ok(f"vm image terms accept {URN}", accepted=True),
    ok(SOLD, properties__provisioningState="Succeeded"),
    ok(f"vm create -g rg-cli -n ps-a {PS}", powerState="VM running"),
    ok("vm show -g rg-cli -n ps-a", plan__name="ps-plan", plan__product="Process-Server"),
    silent("vm delete -g rg-cli -n ps-a --yes"),
    ok(f"vm image terms cancel {URN}", accepted=False),
    no(SOLD, "MarketplacePurchaseEligibilityFailed", "You have not accepted the legal terms"),
    no(f"{SOLD} --parameters product=WindowsServer publisher=MicrosoftWindowsServer",
       "MarketplacePurchaseEligibilityFailed", "is not to be sold in market"),
)  # fmt: skip
MACHINES = IMAGES + LIFE + DISKS + MAKING + RUNNING + TERMS
