// Reads the local Azure's snapshot: which servers wait for registration, what exists.

const lower = (text) => String(text ?? "").toLowerCase();
const isA = (resource, type) => lower(resource.type) === lower(type);

export const nameOf = (resource) => resource.name ?? resource.id?.split("/").at(-1) ?? "?";

export function groupOf(resource) {
  const match = /\/resourceGroups\/([^/]+)/i.exec(resource.id ?? "");
  return match && !isA(resource, "Microsoft.Resources/resourceGroups") ? match[1] : "";
}

/** Made from Site Recovery's gallery image "Process-Server"? */
const isProcessServer = (machine) => /process-?server/i.test(JSON.stringify(machine.properties?.storageProfile?.imageReference ?? ""));

function addressOf(machine, interfaces) {
  const ids = (machine.properties?.networkProfile?.networkInterfaces ?? []).map((one) => lower(one.id));
  const nic = interfaces.find((one) => ids.includes(lower(one.id)));
  return nic?.properties?.ipConfigurations?.[0]?.properties?.privateIPAddress ?? null;
}

export const addressOfServer = (server) => server.ipAddress ?? server.ip ?? server.properties?.ipAddress ?? "";
export const nameOfServer = (server) => server.friendlyName ?? server.name ?? addressOfServer(server);
export const versionOfServer = (server) => server.agentVersion ?? server.version ?? server.properties?.agentVersion ?? "";

/** `[{name, ip, group, state, ready}]`: process-server machines no configuration server knows. */
export function waiting({ resources = [], process_servers: servers = [] }) {
  const interfaces = resources.filter((one) => isA(one, "Microsoft.Network/networkInterfaces"));
  const known = new Set(servers.map(addressOfServer));
  return resources
    .filter((one) => isA(one, "Microsoft.Compute/virtualMachines") && isProcessServer(one))
    .map((one) => ({ name: nameOf(one), ip: addressOf(one, interfaces), group: groupOf(one), state: one.properties?.provisioningState ?? "", power: one.power ?? "running" }))
    .filter((one) => !known.has(one.ip))
    .map((one) => ({ ...one, ready: Boolean(one.ip) && lower(one.state) === "succeeded" && one.power === "running" }));
}

/** "", or the power of a machine as Azure words it: "running", "deallocated". */
export const powerOf = (resource) => (isA(resource, "Microsoft.Compute/virtualMachines") ? lower(resource.power ?? "running") : "");

export const stateOf = (resource) => resource.properties?.provisioningState ?? "";
const SETTLED = new Set(["", "succeeded", "failed", "canceled"]);

/** Between two states: made, changed or deleted just now. */
export const isMoving = (resource) => !SETTLED.has(lower(stateOf(resource)));

/** "4 min ago" of a process server's last heartbeat, by Azure's clock as the snapshot tells it. */
export function heartbeat(server, now) {
  const at = Date.parse(server.lastHeartbeat ?? server.lastHeartbeatUtc ?? "");
  if (Number.isNaN(at)) return "";
  const seconds = Math.max(0, Math.round(((Date.parse(now ?? "") || Date.now()) - at) / 1000));
  if (seconds < 90) return "heartbeat just now";
  return seconds < 5400 ? `heartbeat ${Math.round(seconds / 60)} min ago` : `heartbeat ${Math.round(seconds / 3600)} h ago`;
}

const NEAR = 30; // days before a certificate's end that are worth a word

/** What is worth a word about a process server: `["needs an upgrade", …]`. */
export function remarks(server) {
  const days = server.sslCertExpiryRemainingDays;
  return [isOutdated(server) ? "needs an upgrade" : null, days !== undefined && days !== null && days < NEAR ? `certificate ends in ${days} days` : null].filter(Boolean);
}

export const isOutdated = (server) => /update|outdated|unsupported/i.test(server.versionStatus ?? "");

const LONGEST_JUMP = 4; // minor versions in one go
const BETWEEN = "9.60.6956.1"; // an older Unified Setup that is at hand on site

/** What Unified Setup to run now on the way to `newest`. */
export function nextVersion(server, newest) {
  const [now, then] = [versionOfServer(server), newest].map((one) => Number(one.split(".")[1]));
  return then - now > LONGEST_JUMP ? BETWEEN : newest;
}

/** The newest version any server reports: what Unified Setup would bring. */
export function newestVersion(servers) {
  const byParts = (left, right) => {
    const [a, b] = [left, right].map((one) => one.split(".").map(Number));
    return a.reduce((order, part, index) => order || part - (b[index] ?? 0), 0);
  };
  return servers.map(versionOfServer).filter(Boolean).sort(byParts).at(-1) ?? "";
}

const LABELS = {
  "microsoft.compute/virtualmachines": "Virtual machines",
  "microsoft.compute/disks": "Disks",
  "microsoft.network/networkinterfaces": "Network interfaces",
  "microsoft.network/virtualnetworks": "Virtual networks",
  "microsoft.network/networksecuritygroups": "Security groups",
  "microsoft.network/virtualnetworkgateways": "Gateways",
  "microsoft.network/connections": "Gateway connections",
  "microsoft.network/natgateways": "NAT gateways",
  "microsoft.network/publicipaddresses": "Public addresses",
  "microsoft.network/routetables": "Route tables",
  "microsoft.storage/storageaccounts": "Storage accounts",
  "microsoft.resources/resourcegroups": "Resource groups",
  "microsoft.recoveryservices/vaults": "Recovery vaults",
  "microsoft.keyvault/vaults": "Key vaults",
  "microsoft.compute/snapshots": "Snapshots",
  "microsoft.compute/virtualmachines/runcommands": "Run commands",
  "microsoft.resources/deployments": "Deployments",
  "microsoft.recoveryservices/vaults/replicationfabrics/replicationprotectioncontainers/replicationprotecteditems": "Protected items",
};

// What an operation makes stands first; deep children (subnets, fabrics) are left out.
const FIRST = ["Virtual machines", "Disks", "Network interfaces", "Resource groups"];

/** The heading a resource stands under; undefined: not shown. */
export const labelOf = (resource) => LABELS[lower(resource.type)];

/** `[[label, [resource, …]], …]` of the kinds people look for. */
export function byKind(resources) {
  const groups = new Map();
  for (const one of resources) {
    const label = labelOf(one);
    if (!label) continue;
    if (!groups.has(label)) groups.set(label, []);
    groups.get(label).push(one);
  }
  const rank = (label) => (FIRST.includes(label) ? FIRST.indexOf(label) : FIRST.length);
  return [...groups].sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b));
}

/** Carries the bot's own tags? */
export const isOurs = (resource) => Object.keys(resource.tags ?? {}).some((key) => lower(key).startsWith("failback"));
