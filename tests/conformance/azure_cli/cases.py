"""What people type at the stock CLI, in order, and what they must see.

One session: later lines build on earlier ones. Lines begin with what follows `az`; the reference of
each command is https://learn.microsoft.com/cli/azure, see `source`. Lines about machines are in
`machine_cases`.
"""

from __future__ import annotations

from sandbox.azure import seed
from tests.conformance.azure_cli.case import SUB, no, ok, silent, text
from tests.conformance.azure_cli.machine_cases import MACHINES

VAULT = "resourceGroups/rg-dr-vault/providers/Microsoft.RecoveryServices/vaults/rsv-dr-vmware"
READ = f"rest --method get --url {SUB}/{VAULT}"
NETWORK = "Microsoft.Network/virtualNetworks"

ACCOUNT = (
    ok("account show", name="Contoso DR Production", user__type="servicePrincipal"),
    ok("account list", each__name=["Contoso DR Production", "Contoso DR Test"]),
    ok("account list-locations", each__name=["westeurope", "northeurope", "eastus"],
       each__metadata__regionType=["Physical"] * 3),
    ok("account get-access-token", tokenType="Bearer", tenant=seed.TENANT),
    silent(f"account set -s {seed.PRODUCTION}"),
    ok("account show", id=seed.PRODUCTION, tenantId=seed.TENANT, state="Enabled"),
    ok("cloud show", name="local", isActive=True, suffixes__storageEndpoint="core.windows.net",
       endpoints__microsoftGraphResourceId="https://graph.microsoft.com/"),
)  # fmt: skip
GROUPS = (
    ok("group create -n rg-cli -l westeurope --tags owner=dr", name="rg-cli", tags__owner="dr"),
    ok("group show -n rg-cli", properties__provisioningState="Succeeded"),
    ok("group exists -n rg-cli", value=True),
    ok("group exists -n rg-none", value=False),
    ok("group update -n rg-cli --tags owner=ops", tags__owner="ops"),
    ok("group list --tag owner=ops", length=1),
    no("group show -n rg-none", "(ResourceGroupNotFound)", "'rg-none'", code=3),
    ok("provider show -n Microsoft.Compute", registrationState="Registered"),
    silent("provider register -n Microsoft.Compute --wait"),
    no("provider register -n Microsoft.Nothing", "(InvalidResourceNamespace)", code=3),
    ok("provider list --query \"[?registrationState=='Registered'].namespace\"", value=[
        f"Microsoft.{each}" for each in ("Compute", "Network", "Storage", "RecoveryServices",
                                         "KeyVault", "Authorization", "Resources",
                                         "MarketplaceOrdering")
    ]),
)  # fmt: skip
NETWORKS = (
    ok("network vnet create -g rg-cli -n vnet-a --address-prefixes 10.80.0.0/16 --subnet-name"
       " snet-a --subnet-prefixes 10.80.1.0/24", newVNet__provisioningState="Succeeded"),
    ok("network vnet create -g rg-cli -n vnet-b --address-prefixes 10.81.0.0/16",
       newVNet__addressSpace__addressPrefixes=["10.81.0.0/16"]),
    ok("network vnet subnet create -g rg-cli --vnet-name vnet-a -n snet-b --address-prefixes"
       " 10.80.2.0/24", name="snet-b"),
    ok("network vnet list -g rg-cli", each__name=["vnet-a", "vnet-b"]),
    ok("network vnet subnet list -g rg-cli --vnet-name vnet-a", each__name=["snet-a", "snet-b"]),
    ok("network vnet list-available-ips -g rg-dr-network -n vnet-dr-weu",
       value=[f"10.60.0.{host}" for host in range(4, 9)]),
    ok("network vnet check-ip-address -g rg-cli -n vnet-a --ip-address 10.80.1.4", available=True),
    ok("network vnet peering create -g rg-cli -n a-to-b --vnet-name vnet-a --remote-vnet vnet-b"
       " --allow-vnet-access", peeringState="Initiated"),
    ok("network vnet peering list -g rg-cli --vnet-name vnet-a", length=1),
    ok("network nsg create -g rg-cli -n nsg-a",
       NewNSG__defaultSecurityRules__2__name="DenyAllInBound"),
    ok("network nsg rule create -g rg-cli --nsg-name nsg-a -n in-9443 --priority 200 --access Allow"
       " --protocol Tcp --direction Inbound --destination-port-ranges 9443", priority=200),
    ok("network nsg rule list -g rg-cli --nsg-name nsg-a", length=1),
    ok("network vnet subnet update -g rg-cli --vnet-name vnet-a -n snet-a"
       " --network-security-group nsg-a", name="snet-a"),
    ok("network public-ip create -g rg-cli -n pip-a --sku Standard", publicIp__name="pip-a"),
    ok("network nat gateway create -g rg-cli -n nat-a --public-ip-addresses pip-a", name="nat-a"),
    ok("network nat gateway show -g rg-cli -n nat-a", provisioningState="Succeeded"),
    ok("network nat gateway list", each__name=["nat-dr-weu", "nat-dr-neu", "nat-a"]),
    no("network nat gateway show -g rg-cli -n nat-none", "(ResourceNotFound)", code=3),
    ok("network vnet-gateway list -g rg-dr-network", each__gatewayType=["Vpn"]),
    ok("network vnet-gateway show -g rg-dr-network -n vgw-dr-weu", vpnType="RouteBased",
       provisioningState="Succeeded"),
    ok("network vnet subnet update -g rg-cli --vnet-name vnet-a -n snet-b --nat-gateway nat-a",
       name="snet-b"),
    ok("network route-table create -g rg-cli -n rt-a", name="rt-a"),
    ok("network route-table route create -g rg-cli --route-table-name rt-a -n all --address-prefix"
       " 0.0.0.0/0 --next-hop-type VirtualAppliance --next-hop-ip-address 10.80.1.9",
       nextHopType="VirtualAppliance"),
    ok("network route-table list -g rg-cli", each__name=["rt-a"]),
    ok("network route-table show -g rg-cli -n rt-a", routes__each__addressPrefix=["0.0.0.0/0"]),
    ok("network route-table route list -g rg-cli --route-table-name rt-a",
       each__nextHopIpAddress=["10.80.1.9"]),
    ok("network nic create -g rg-cli -n nic-a --vnet-name vnet-a --subnet snet-a"
       " --private-ip-address 10.80.1.10", NewNIC__provisioningState="Succeeded"),
    ok("network nic show -g rg-cli -n nic-a", ipConfigurations__0__privateIPAddress="10.80.1.10"),
    ok("network nic list -g rg-cli", length=1),
    no("network nic show -g rg-cli -n nic-none", "(ResourceNotFound)", code=3),
)  # fmt: skip
CHECKED = "keyvault secret show --vault-name 127 -n cli-secret"
STORAGE = (
    ok("storage account list", each__name=["stdrdiagweu"]),
    ok("storage account show -n stdrdiagweu", name="stdrdiagweu", kind="StorageV2"),
    ok("storage account check-name --name stdrdiagweu", nameAvailable=False),
    ok("storage account keys list -n stdrdiagweu", each__keyName=["key1", "key2"]),
)
BLOB_WRITER = {"do": "grant", "principal": seed.CLIENT, "role": "Storage Blob Data Contributor",
               "scope": SUB}  # fmt: skip
AT = "--blob-endpoint $BLOBS/stdrdiagweu --auth-mode login"  # with a token, not with the key
NAMED = f"-c cli-logs -n network.json {AT}"
BLOBS = (
    ok(f"storage container create -n cli-logs {AT}", created=True),
    ok(f"storage container list {AT}", each__name=["cli-logs"]),
    no(f"storage blob list -c cli-logs {AT}", "do not have the required permissions"),
    ok(f"storage blob upload {NAMED} -f network.json --no-progress", first=BLOB_WRITER,
       request_server_encrypted=True),
    ok(f"storage blob list -c cli-logs {AT}", each__name=["network.json"]),
    ok(f"storage blob show {NAMED}", properties__blobType="BlockBlob"),
    text(f"storage blob download {NAMED} --no-progress", "deploymentTemplate.json#"),
    silent(f"storage blob delete {NAMED}"),
    ok(f"storage blob list -c cli-logs {AT}", value=[]),
    ok(f"storage container delete -n cli-logs {AT}", deleted=True),
)  # fmt: skip
SECRETS = (
    ok("keyvault secret set --vault-name 127 -n cli-secret --value hunter2-hunter2",
       name="cli-secret"),
    ok(CHECKED, value="hunter2-hunter2"),
    ok("keyvault secret set-attributes --vault-name 127 -n cli-secret --content-type a/b",
       contentType="a/b"),
    ok("keyvault secret list --vault-name 127", each__name=["asr-passphrase", "cli-secret"]),
    ok("keyvault secret list-versions --vault-name 127 -n cli-secret", each__contentType=["a/b"]),
    ok("keyvault secret delete --vault-name 127 -n cli-secret", name="cli-secret"),
    no(CHECKED, "(SecretNotFound)", code=3),
    no("keyvault secret set --vault-name 127 -n cli-secret --value other",
       "(Conflict)", "deleted but recoverable state"),
    ok("keyvault secret list-deleted --vault-name 127", each__name=["cli-secret"]),
    ok("keyvault secret show-deleted --vault-name 127 -n cli-secret", name="cli-secret"),
    ok("keyvault secret recover --vault-name 127 -n cli-secret", name="cli-secret"),
    ok(CHECKED, value="hunter2-hunter2"),
    ok("keyvault secret delete --vault-name 127 -n cli-secret", name="cli-secret"),
    silent("keyvault secret purge --vault-name 127 -n cli-secret"),
    ok("keyvault secret list-deleted --vault-name 127", value=[]),
    ok("keyvault create -g rg-cli -n kv-cli-test -l westeurope",
       properties__enableSoftDelete=True, properties__enableRbacAuthorization=True),
    ok("keyvault list", each__name=["kv-cli-test"]),
    ok("keyvault show -n kv-cli-test", properties__sku__name="standard"),
    silent("keyvault delete -n kv-cli-test"),
    ok("keyvault list-deleted", each__name=["kv-cli-test"]),
    ok("keyvault recover -n kv-cli-test", name="kv-cli-test"),
    silent("keyvault delete -n kv-cli-test"),
    silent("keyvault purge -n kv-cli-test"),
    ok("keyvault list-deleted", value=[]),
)  # fmt: skip
RECOVERY = (
    ok("backup vault list", each__name=["rsv-dr-vmware", "rsv-dr-modern"]),
    ok(
        "backup vault show -g rg-dr-vault -n rsv-dr-vmware",
        properties__provisioningState="Succeeded",
    ),
    ok(
        f"{READ}/replicationFabrics?api-version=2025-08-01",
        value__each__properties__friendlyName=["cs-onprem-01"],
    ),
    ok(
        f"{READ}/replicationProtectedItems?api-version=2025-08-01",
        value__each__name=["app-01", "app-02", "db-01", "web-01", "web-02"],
    ),
    ok(f"{READ}/replicationPolicies?api-version=2025-08-01", value__each__name=["policy-24h"]),
    ok(f"{READ}/replicationJobs?api-version=2025-08-01", value__length=0),
    no(f"{READ}/replicationFabrics/none?api-version=2025-08-01", "FabricArmEntityMissing"),
    no(f"{READ}/replicationFabrics", "MissingApiVersionParameter"),
    no(f"{READ}/replicationFabrics?api-version=2011-01-01", "NoRegisteredProviderFound"),
)
RESOURCES = (
    ok(
        "resource list -g rg-dr-network --resource-type Microsoft.Network/networkSecurityGroups",
        each__name=["nsg-ps-weu"],
    ),
    ok(f"resource show -g rg-cli -n vnet-a --resource-type {NETWORK}", name="vnet-a"),
    ok(f"resource tag -g rg-cli -n vnet-a --resource-type {NETWORK} --tags a=b", tags__a="b"),
    ok("resource list --tag a=b", each__name=["vnet-a"]),
)
TEMPLATE = "-g rg-cli -n first --template-file network.json"  # beside this module
GOVERNANCE = (
    ok("tag create -n cost-centre", tagName="cost-centre"),
    ok("tag add-value -n cost-centre --value dr", tagValue="dr"),
    ok("tag list --query \"[?tagName=='cost-centre'].values[].tagValue\"", value=["dr"]),
    silent("tag remove-value -n cost-centre --value dr"),
    silent("tag delete -n cost-centre --yes"),
    ok("tag list --query \"[?tagName=='cost-centre']\"", value=[]),
    ok(f"tag create --resource-id {SUB}/resourceGroups/rg-cli --tags a=b", properties__tags__a="b"),
    ok(f"tag update --resource-id {SUB}/resourceGroups/rg-cli --operation merge --tags c=d",
       properties__tags={"a": "b", "c": "d"}),
    ok(f"tag list --resource-id {SUB}/resourceGroups/rg-cli",
       properties__tags={"a": "b", "c": "d"}),
    ok("policy definition list --query \"[?policyType=='BuiltIn']\"", length=4),
    ok("deployment group validate -g rg-cli --template-file network.json --parameters"
       " name=vnet-cli", properties__provisioningState="Succeeded"),
    ok(f"deployment group what-if {TEMPLATE} --parameters name=vnet-cli --no-pretty-print",
       status="Succeeded", changes__0__changeType="Create"),
    no(f"deployment group create {TEMPLATE} --parameters name=v", "InvalidTemplate",
       "greater than or equal to '3'"),
    ok(f"deployment group create {TEMPLATE} --parameters name=vnet-cli",
       properties__provisioningState="Succeeded", properties__outputs__name__value="VNET-CLI"),
    ok("deployment group list -g rg-cli --query \"[?name=='first'].properties.mode\"",
       value=["Incremental"]),
    ok("deployment group show -g rg-cli -n first", name="first",
       properties__outputResources__0__resourceGroup="rg-cli"),
    ok("deployment operation group list -g rg-cli -n first",
       each__properties__targetResource__resourceName=["vnet-cli"]),
    ok("deployment group export -g rg-cli -n first", contentVersion="1.0.0.0",
       resources__each__type=["Microsoft.Network/virtualNetworks"]),
    ok("group export -n rg-cli --query \"resources[?type=='Microsoft.Network/routeTables'] |"
       " length(@)\"", value=1),
    silent("deployment group delete -g rg-cli -n first"),
    no("deployment group show -g rg-cli -n first", "(DeploymentNotFound)", code=3),
)  # fmt: skip
IN_GROUP = f"--scope {SUB}/resourceGroups/rg-cli"
READER = "--role Reader --assignee-object-id 11111111-2222-4333-8444-555555555555"
ADMINISTRATOR = {"do": "grant", "principal": seed.CLIENT, "role": "User Access Administrator",
                 "scope": SUB}  # fmt: skip
LOCATIONS = "e56962a6-4747-49cd-b67b-bf8b01975c4c"  # the built-in policy of allowed locations
RIGHTS = (
    ok("role definition list --name Contributor", each__roleName=["Contributor"],
       each__permissions__0__actions=[["*"]]),
    ok("role assignment list --all --fill-principal-name false",
       each__roleDefinitionName=["Contributor", "Key Vault Secrets Officer",
                                 "Storage Blob Data Contributor"]),
    no(f"role assignment create {READER} --assignee-principal-type ServicePrincipal {IN_GROUP}",
       "(AuthorizationFailed)", "Microsoft.Authorization/roleAssignments/write"),
    no("lock create -n keep -g rg-cli --lock-type CanNotDelete", "(AuthorizationFailed)",
       "Microsoft.Authorization/locks/write"),
    ok(f"role assignment create {READER} --assignee-principal-type ServicePrincipal {IN_GROUP}",
       first=ADMINISTRATOR, principalType="ServicePrincipal"),
    ok(f"role assignment list {IN_GROUP} --fill-principal-name false",
       each__roleDefinitionName=["Reader"]),
    silent(f"role assignment delete {READER} {IN_GROUP}"),
    ok(f"role assignment list {IN_GROUP} --fill-principal-name false", value=[]),
    ok("lock create -n keep -g rg-cli --lock-type CanNotDelete", level="CanNotDelete"),
    ok("lock list -g rg-cli", each__name=["keep"]),
    no("network route-table delete -g rg-cli -n rt-a", "(ScopeLocked)"),
    silent("lock delete -n keep -g rg-cli"),
    ok("lock list -g rg-cli", value=[]),
    silent("network route-table delete -g rg-cli -n rt-a"),
    ok(f"policy assignment create -n where --policy {LOCATIONS} {IN_GROUP} --params"
       " '{\"listOfAllowedLocations\": {\"value\": [\"westeurope\"]}}'", name="where"),
    ok("policy assignment list -g rg-cli", each__name=["where"]),
    no("network public-ip create -g rg-cli -n pip-n -l northeurope --sku Standard",
       "RequestDisallowedByPolicy", "where"),
    silent(f"policy assignment delete -n where {IN_GROUP}"),
    ok("policy assignment list -g rg-cli", value=[]),
)  # fmt: skip  # fmt: skip
REFUSALS = (
    no("network nsg create -g rg-cli -n nsg-b", "(AuthorizationFailed)",
       "Microsoft.Network/networkSecurityGroups/write", code=1,
       first={"do": "deny", "action": "Microsoft.Network/networkSecurityGroups/write"}),
    no("network nic delete -g rg-cli -n nic-a", "(ScopeLocked)", code=1,
       first={"do": "lock", "scope": f"{SUB}/resourceGroups/rg-cli"}),
    no("network public-ip create -g rg-cli -n pip-b --sku Standard", "RequestDisallowedByPolicy",
       code=1, first={"do": "policy", "scope": SUB, "type": "Microsoft.Network/publicIPAddresses"}),
    silent("network nic delete -g rg-cli -n nic-a",
           first={"do": "unlock", "scope": f"{SUB}/resourceGroups/rg-cli"}),
    silent("group delete -n rg-cli --yes"),
    ok("group exists -n rg-cli", value=False),
    silent("logout"),
    no("group list", "az login", code=1),
)  # fmt: skip
CASES = (
    *ACCOUNT, *GROUPS, *NETWORKS, *MACHINES, *STORAGE, *BLOBS, *SECRETS, *RECOVERY, *RESOURCES,
    *GOVERNANCE, *RIGHTS, *REFUSALS,
)  # fmt: skip
