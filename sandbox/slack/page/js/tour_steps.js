// The steps of the guided tour. Each looks at the workspace and knows by itself whether it is done.

// The card's first words, bold and with their full stop; the steps below them have none.
const PHASES = [["failed", /\*(Failed|Blocked|Cancelling|Cancelled|Denied|Withdrawn|Expired|Stopped|Cleaning up|Cleaned up)\.\*/], ["done", /\*Done\.\*/], ["person", /\*Waiting for a person\.\*/], ["running", /\*(Running|Approved)\.\*/], ["planned", /\*Waiting for approval\.\*/]];
const ORDER = ["none", "planning", "planned", "running", "person", "done"];

/** The card of the tour's own operation: the newest deployment posted since the tour began. */
export function cardOf(state, channel, since) {
  const cards = state.list(channel).filter((one) => one.ts > since && one.user === state.bot?.user_id && !one.ephemeral && /\bdeploy\b/i.test(one.text ?? "") && one.blocks?.length);
  const card = cards.at(-1) ?? null;
  const shown = card ? JSON.stringify(card.blocks) : "";
  const phase = card ? PHASES.find(([, words]) => words.test(shown))?.[0] ?? "planning" : "none";
  return { card, phase };
}

/** Whether this view is the form of the tour's own operation; an app keeps in a form what it is about. */
export function isItsForm(view) {
  try {
    return view?.type === "modal" && JSON.parse(view.private_metadata).verb === "deploy";
  } catch {
    return false;
  }
}

const reached = (at, phase) => ORDER.indexOf(at.phase) >= ORDER.indexOf(phase);
const first = (person) => person?.real_name.split(" ")[0] ?? "a lead";

/**
 * `at`: {state, phase, card, waiting, memory, form (is its form open?), isApprover, lead}; `does`:
 * what the coach can do. `help(at, does)`: [[label, run or {href}], …], the first one stands out.
 */
export const STEPS = [
  {
    id: "ask", title: "Ask for a process server",
    text: () => "Type /failback-ps deploy in #dr-incident and press Enter. A slash shows what can be typed.",
    done: (at) => at.memory.asked || at.phase !== "none",
    help: (_, does) => [["Type it for me", does.ask]],
  },
  {
    id: "form", title: "Fill in the form",
    text: (at) => (at.form ? "Each choice narrows the next one down; the lists come from Azure. Then press “Check and plan”." : at.memory.sent ? "The bot checks everything against Azure. Its card comes in a moment." : "The form is closed. Open it again."),
    done: (at) => at.phase !== "none" && at.phase !== "planning",
    help: (at, does) => (at.form ? [["Fill it in for me", does.fill]] : at.memory.sent ? [] : [["Open the form", does.ask]]),
  },
  {
    id: "plan", title: "Read the plan",
    text: () => "The card says what will be made, what it costs and how to undo it. Nothing is made before somebody else approves.",
    done: (at) => at.memory.read || reached(at, "running"),
    help: (_, does) => [["I have read it", does.read], ["Show the card", does.card]],
  },
  {
    id: "lead", title: "Become a lead",
    text: (at) => `Nobody approves their own plan. Open ${first(at.lead)} in a tab beside this one, or become ${first(at.lead)} here.`,
    done: (at) => at.isApprover || reached(at, "running"),
    help: (at, does) => (at.lead ? [[`Open a tab as ${first(at.lead)}`, { href: does.personUrl(at.lead.id) }], [`Become ${first(at.lead)} here`, { href: does.personUrl(at.lead.id), here: true }]] : []),
  },
  {
    id: "approve", title: "Approve it",
    text: () => "Press Approve on the card, and confirm. It starts at once.",
    done: (at) => reached(at, "running"),
    help: (_, does) => [["Take me to Approve", does.approve]],
  },
  {
    id: "watch", title: "Watch it work",
    text: () => "One card, edited in place; the details are in its thread. Azure takes minutes for a machine: who is in a hurry turns its clock.",
    done: (at) => reached(at, "person"),
    help: (_, does) => [["Let a minute pass", does.minute], ["Look at Azure", does.azure]],
  },
  {
    id: "register", title: "Register the server",
    text: () => "Now a person is needed: over RDP, with cspsconfigtool.exe. Here it is one click in the Azure panel.",
    done: (at) => at.phase === "done" || (at.phase === "person" && at.memory.waited && at.waiting.length === 0),
    help: (_, does) => [["Open the Azure panel", does.azure], ["Register it for me", does.register]],
  },
  {
    id: "proof", title: "See the proof",
    text: () => "The bot notices the registration by itself and checks that the server reports. The card ends with Done.",
    done: (at) => at.phase === "done",
    help: (_, does) => [["Show the card", does.card], ["Let a minute pass", does.minute]],
  },
  {
    id: "wire", title: "Look at the wire",
    text: () => "Every payload Slack sent and how fast the bot acknowledged it: an app has three seconds.",
    done: (at) => Boolean(at.memory.wire),
    help: (_, does) => [["Open the wire", does.wire]],
  },
  {
    id: "weather", title: "Spoil the weather",
    text: () => "Try the same with throttling, a lost answer or no capacity: each switch says what will happen.",
    done: (at) => Boolean(at.memory.switches),
    help: (_, does) => [["Open the switches", does.switches]],
  },
];
