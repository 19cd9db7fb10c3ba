"""What people type at the stock CLI, in order, and what they must see.

One session: later lines build on earlier ones. Lines begin with what follows `az`; the reference of
each command is https://learn.microsoft.com/cli/azure, see `source`.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.azure import seed

SUB = f"/subscriptions/{seed.PRODUCTION}"
FABRICS = (
    f"{SUB}/resourceGroups/rg-dr-vault/providers/Microsoft.RecoveryServices/vaults/rsv-dr-vmware"
    "/replicationFabrics?api-version=2025-08-01"
)
NETWORK = "Microsoft.Network/virtualNetworks"


@dataclass(frozen=True, kw_only=True)
class Case:
    """`sees`: paths in the JSON answer to values; `says`: what stands in the error."""

    line: str
    sees: Mapping[str, Any] = field(default_factory=dict)
    says: tuple[str, ...] = ()
    code: int = 0
    first: Mapping[str, Any] | None = None  # a story act done before

    @property
    def words(self) -> list[str]:
        arguments = shlex.split(self.line)
        at = next((n for n, each in enumerate(arguments) if each.startswith("-")), len(arguments))
        return arguments[:at]

    @property
    def source(self) -> str:
        *groups, _ = self.words
        place = "/".join(groups) if groups else "reference-index"
        return f"https://learn.microsoft.com/cli/azure/{place}#az-{'-'.join(self.words)}"


def ok(line: str, **more: Any) -> Case:
    """A command that succeeds; keywords are paths with `__` for dots."""
    return Case(line=line, sees={path.replace("__", "."): each for path, each in more.items()})


def no(line: str, *says: str, code: int = 1, first: Mapping[str, Any] | None = None) -> Case:
    """A command that is refused: its exit code and what it says."""
    return Case(line=line, says=says, code=code, first=first)


ACCOUNT = (
    ok("account show", name="Contoso DR Production", user__type="servicePrincipal"),
    ok("account list", length=2),
    ok("account list-locations", length=3),
    ok("account get-access-token", tokenType="Bearer", tenant=seed.TENANT),
    ok(f"account set -s {seed.PRODUCTION}"),
)
GROUPS = (
    ok("group create -n rg-cli -l westeurope --tags owner=dr", name="rg-cli", tags__owner="dr"),
    ok("group show -n rg-cli", properties__provisioningState="Succeeded"),
    ok("group exists -n rg-cli", value=True),
    ok("group exists -n rg-none", value=False),
    ok("group update -n rg-cli --tags owner=ops", tags__owner="ops"),
    ok("group list --tag owner=ops", length=1),
    no("group show -n rg-none", "(ResourceGroupNotFound)", "'rg-none'", code=3),
    ok("provider show -n Microsoft.Compute", registrationState="Registered"),
    ok("provider list --query [].namespace"),
)
NETWORKS = (
    ok("network vnet create -g rg-cli -n vnet-a --address-prefixes 10.80.0.0/16 --subnet-name"
       " snet-a --subnet-prefixes 10.80.1.0/24", newVNet__provisioningState="Succeeded"),
    ok("network vnet create -g rg-cli -n vnet-b --address-prefixes 10.81.0.0/16"),
    ok("network vnet subnet create -g rg-cli --vnet-name vnet-a -n snet-b --address-prefixes"
       " 10.80.2.0/24", name="snet-b"),
    ok("network vnet list -g rg-cli", length=2),
    ok("network vnet subnet list -g rg-cli --vnet-name vnet-a", length=2),
    ok("network vnet check-ip-address -g rg-cli -n vnet-a --ip-address 10.80.1.4", available=True),
    ok("network vnet peering create -g rg-cli -n a-to-b --vnet-name vnet-a --remote-vnet vnet-b"
       " --allow-vnet-access", peeringState="Initiated"),
    ok("network vnet peering list -g rg-cli --vnet-name vnet-a", length=1),
    ok("network nsg create -g rg-cli -n nsg-a"),
    ok("network nsg rule create -g rg-cli --nsg-name nsg-a -n in-9443 --priority 200 --access Allow"
       " --protocol Tcp --direction Inbound --destination-port-ranges 9443", priority=200),
    ok("network nsg rule list -g rg-cli --nsg-name nsg-a", length=1),
    ok("network vnet subnet update -g rg-cli --vnet-name vnet-a -n snet-a"
       " --network-security-group nsg-a", name="snet-a"),
    ok("network public-ip create -g rg-cli -n pip-a --sku Standard", publicIp__name="pip-a"),
    ok("network nat gateway create -g rg-cli -n nat-a --public-ip-addresses pip-a", name="nat-a"),
    ok("network vnet subnet update -g rg-cli --vnet-name vnet-a -n snet-b --nat-gateway nat-a",
       name="snet-b"),
    ok("network route-table create -g rg-cli -n rt-a", name="rt-a"),
    ok("network route-table route create -g rg-cli --route-table-name rt-a -n all --address-prefix"
       " 0.0.0.0/0 --next-hop-type VirtualAppliance --next-hop-ip-address 10.80.1.9",
       nextHopType="VirtualAppliance"),
    ok("network nic create -g rg-cli -n nic-a --vnet-name vnet-a --subnet snet-a"
       " --private-ip-address 10.80.1.10", NewNIC__provisioningState="Succeeded"),
    ok("network nic show -g rg-cli -n nic-a", ipConfigurations__0__privateIPAddress="10.80.1.10"),
    ok("network nic list -g rg-cli", length=1),
    no("network nic show -g rg-cli -n nic-none", "(ResourceNotFound)", code=3),
)  # fmt: skip
MACHINES = (
    ok("disk create -g rg-cli -n disk-a --size-gb 64 --sku StandardSSD_LRS", diskSizeGB=64),
    ok("disk update -g rg-cli -n disk-a --size-gb 128", diskSizeGB=128),
    ok("disk show -g rg-cli -n disk-a", diskState="Unattached"),
    ok("disk list -g rg-cli", length=1),
    ok("vm list -g rg-dr-weu"),
    ok("vm show -g rg-dr-weu -n app-01", name="app-01"),
    ok("vm show -g rg-dr-weu -n app-01 -d", powerState="VM running"),
    ok("vm get-instance-view -g rg-dr-weu -n app-01", name="app-01"),
    ok("vm stop -g rg-dr-weu -n app-01"),
    ok("vm start -g rg-dr-weu -n app-01"),
    ok("vm restart -g rg-dr-weu -n app-01"),
    ok("vm deallocate -g rg-dr-weu -n app-01"),
    ok("vm show -g rg-dr-weu -n app-01 -d", powerState="VM deallocated"),
    no("vm show -g rg-cli -n vm-none", "(ResourceNotFound)", "vm-none", code=3),
    ok("vm list-skus -l westeurope --size Standard_A8_v2"),
    ok("vm list-usage -l westeurope"),
    ok("vm image list-publishers -l westeurope"),
    ok("vm image list-offers -l westeurope -p MicrosoftAzureSiteRecovery"),
    ok("vm image list-skus -l westeurope -p MicrosoftAzureSiteRecovery -f Process-Server"),
    ok("vm image list -l westeurope -p MicrosoftAzureSiteRecovery -f Process-Server"
       " -s Windows-2012-R2-Datacenter --all"),
)  # fmt: skip
OTHERS = (
    ok("storage account list"),
    ok("storage account show -n stdrdiagweu", name="stdrdiagweu"),
    ok("storage account check-name --name stdrdiagweu", nameAvailable=False),
    ok("keyvault secret set --vault-name 127 -n cli-secret --value hunter2-hunter2",
       name="cli-secret"),
    ok("keyvault secret show --vault-name 127 -n cli-secret", value="hunter2-hunter2"),
    ok("keyvault secret list --vault-name 127"),
    ok("keyvault secret delete --vault-name 127 -n cli-secret"),
    no("keyvault secret show --vault-name 127 -n cli-secret", "(SecretNotFound)", code=3),
    ok("keyvault secret list-deleted --vault-name 127", length=1),
    ok("keyvault secret recover --vault-name 127 -n cli-secret", name="cli-secret"),
    ok("resource list -g rg-cli"),
    ok(f"resource show -g rg-cli -n vnet-a --resource-type {NETWORK}", name="vnet-a"),
    ok(f"resource tag -g rg-cli -n vnet-a --resource-type {NETWORK} --tags a=b", tags__a="b"),
    ok("role definition list --name Contributor", length=1),
    ok("lock list"),
    ok("policy assignment list"),
    ok(f"rest --method get --url {FABRICS}"),
)  # fmt: skip
TEMPLATE = "-g rg-cli -n first --template-file network.json"  # beside this module
GOVERNANCE = (
    ok("tag list"),
    ok("tag create -n cost-centre", tagName="cost-centre"),
    ok("tag add-value -n cost-centre --value dr", tagValue="dr"),
    ok("tag delete -n cost-centre --yes"),
    ok(f"tag create --resource-id {SUB}/resourceGroups/rg-cli --tags a=b", properties__tags__a="b"),
    ok(f"tag update --resource-id {SUB}/resourceGroups/rg-cli --operation merge --tags c=d"),
    ok("policy definition list --query \"[?policyType=='BuiltIn']\"", length=4),
    ok("role assignment list --all --fill-principal-name false", length=2),
    ok(f"deployment group validate {TEMPLATE} --parameters name=vnet-cli"),
    ok(f"deployment group what-if {TEMPLATE} --parameters name=vnet-cli --no-pretty-print",
       status="Succeeded"),
    no(f"deployment group create {TEMPLATE} --parameters name=v", "InvalidTemplate",
       "greater than or equal to '3'"),
    ok(f"deployment group create {TEMPLATE} --parameters name=vnet-cli",
       properties__provisioningState="Succeeded", properties__outputs__name__value="VNET-CLI"),
    ok("deployment group list -g rg-cli", length=1),
    ok("deployment group show -g rg-cli -n first", name="first"),
    ok("deployment operation group list -g rg-cli -n first"),
    ok("deployment group export -g rg-cli -n first"),
    ok("group export -n rg-cli", contentVersion="1.0.0.0"),
    ok("deployment group delete -g rg-cli -n first"),
    no("lock create -n keep -g rg-cli --lock-type CanNotDelete", "(AuthorizationFailed)",
       "Microsoft.Authorization/locks/write"),
)  # fmt: skip
REFUSALS = (
    no("network nsg create -g rg-cli -n nsg-b", "(AuthorizationFailed)",
       "Microsoft.Network/networkSecurityGroups/write", code=1,
       first={"do": "deny", "action": "Microsoft.Network/networkSecurityGroups/write"}),
    no("network nic delete -g rg-cli -n nic-a", "(ScopeLocked)", code=1,
       first={"do": "lock", "scope": f"{SUB}/resourceGroups/rg-cli"}),
    no("network public-ip create -g rg-cli -n pip-b --sku Standard", "RequestDisallowedByPolicy",
       code=1, first={"do": "policy", "scope": SUB, "type": "Microsoft.Network/publicIPAddresses"}),
    Case(line="network nic delete -g rg-cli -n nic-a",
         first={"do": "unlock", "scope": f"{SUB}/resourceGroups/rg-cli"}),
    ok("group delete -n rg-cli --yes"),
    ok("group exists -n rg-cli", value=False),
    ok("logout"),
    no("group list", "az login", code=1),
)  # fmt: skip
CASES = ACCOUNT + GROUPS + NETWORKS + MACHINES + OTHERS + GOVERNANCE + REFUSALS
