// What can be switched: each with one sentence of what will happen, and the orders that do it.
const DENIED = "Microsoft.Compute/virtualMachines/write";
// As in the real one, Azure accepts the request, and the long operation ends so.
const FULL = { do: "fail", type: "Microsoft.Compute/virtualMachines", code: "AllocationFailed" };

const fault = (order) => ({ fault: order });

/** A fault counts as on while the sandbox still lists it: one that is used up is off by itself; the others are asked by `isOn`. */
export const GROUPS = [
  {
    title: "Weather",
    about: "How Azure and Slack behave on an ordinary bad day.",
    switches: [
      { id: "throttled", title: "Azure throttles", says: "Azure's token buckets are small: calls get 429 with Retry-After. The bot is slower, never wrong.", isOn: ({ weather }) => weather?.throttled, weather: { on: { throttled: true }, off: { throttled: false } }, azure: true },
      { id: "lagging", title: "Azure reads lag", says: "Lists and reads show Azure as it was two seconds ago, as after every write in the real one.", isOn: ({ weather }) => weather?.lagging, weather: { on: { lagging: 2 }, off: { lagging: 0 } }, azure: true },
      { id: "limited", title: "Slack limits rates", says: "Slack's limits are enforced with small bursts: some posts and edits get 429 with Retry-After, cards come late, and nothing is posted twice.", isOn: ({ weather }) => weather?.limited, weather: { on: { limited: true }, off: { limited: false } } },
    ],
  },
  {
    title: "The next thing goes wrong",
    about: "Used up by the first call it fits; then all is normal again.",
    switches: [
      { id: "lost", title: "Lose Azure's next answer", says: "Azure makes the next machine, disk or interface, and the line goes dead before it answers. The bot has to find out what happened.", azure: true, ...fault({ service: "arm", method: "PUT", path: "/(virtualMachines|disks|networkInterfaces)/[^/]+$", times: 1, then: { drop: "after" } }) },
      { id: "lost-slack", title: "Lose Slack's next answer", says: "The bot's next post or edit is done, and the line goes dead before Slack answers. There is still one message only.", ...fault({ service: "slack_api", method: "POST", path: "/chat\\.(postMessage|update)$", times: 1, then: { drop: "after" } }) },
      { id: "allocation", title: "Next machine: AllocationFailed", says: "Azure has no capacity: it accepts the next machine, and making it fails; the card says why and offers to clean up.", azure: true, isOn: ({ failing }) => failing?.some((one) => one.code === FULL.code), acts: { on: { ...FULL, times: 1 }, off: { ...FULL, times: 0 } } },
    ],
  },
  {
    title: "Until it is put back",
    about: "Stays until you switch it off, or put all back to normal.",
    switches: [
      { id: "deny", title: "No right to make machines", says: "The bot loses Microsoft.Compute/virtualMachines/write: the plan is blocked, and says which action is missing where.", azure: true, isOn: ({ denied }) => denied?.includes(DENIED), acts: { on: { do: "deny", action: DENIED }, off: { do: "allow", action: DENIED } } },
      { id: "no-azure", title: "Azure cannot be reached", says: "Every call to Azure is cut before it arrives. The bot tries again, and goes on when the line is back.", azure: true, ...fault({ service: "arm", path: "", times: -1, then: { drop: "before" } }) },
      { id: "no-slack", title: "Slack cannot be reached", says: "Every call of the bot to Slack is cut: cards stand still, and catch up when the line is back.", ...fault({ service: "slack_api", path: "", times: -1, then: { drop: "before" } }) },
      { id: "slow", title: "Azure is slow", says: "Every answer of Azure takes two seconds. Lists in the form load late and say so.", azure: true, ...fault({ service: "arm", path: "", times: -1, then: { delay: 2 } }) },
    ],
  },
];

export const TIMES = [[60, "1 minute"], [900, "15 minutes"], [3600, "1 hour"]];
