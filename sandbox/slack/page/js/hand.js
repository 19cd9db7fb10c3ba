// The tour's helping hand: fills the form as a person would, through the same inputs.

// By action id: what stands above an input is in the reader's own language.
const WISHES = [
  ["field.subscription", "Contoso DR Production"], ["field.vault", "rsv-dr-vmware"], ["field.resource_group", "rg-dr-weu"], ["field.region", "West Europe"],
  ["field.network", "vnet-dr-weu"], ["field.subnet", "snet-ps"], ["field.storage", "stdrdiagweu"], ["field.name", "ps-weu-1"],
];
const TRIES = 40;
const PAUSE = 150;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `look()` finds something; null after six seconds. */
async function until(look) {
  for (let turn = 0; turn < TRIES; turn += 1) {
    const found = look();
    if (found) return found;
    await pause(PAUSE);
  }
  return null;
}

const field = (root, action) => [...root.querySelectorAll(".field")].find((one) => one.dataset.action === action);

const labelOf = (root, action) => field(root, action)?.querySelector(".field-label")?.textContent.trim() ?? action;

function type(input, text) {
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Fills every field it knows and finds empty in `root`; raises when a list stays empty. */
export async function fill(root, taken = new Set()) {
  for (const [action, wish] of WISHES) {
    const found = await until(() => field(root, action));
    if (!found) throw new Error(`The form has no “${action}” just now. Fill in the rest yourself.`);
    const input = found.querySelector("input, textarea");
    if (input.value.trim()) continue;
    input.scrollIntoView({ block: "nearest" });
    if (input.getAttribute("role") === "combobox") await choose(root, action, wish);
    else type(input, freeName(wish, taken));
  }
  root.closest("dialog")?.querySelector("[type=submit]")?.focus();
}

/** "ps-weu-1", or the next one that no machine has. */
function freeName(wish, taken) {
  const [stem, number] = [wish.replace(/\d+$/, ""), Number(/\d+$/.exec(wish)?.[0] ?? 1)];
  let at = number;
  while (taken.has(`${stem}${at}`)) at += 1;
  return `${stem}${at}`;
}

async function choose(root, action, wish) {
  for (let turn = 0; turn < 6; turn += 1) {
    const input = field(root, action)?.querySelector("input");
    input?.focus();
    input?.dispatchEvent(new MouseEvent("mousedown", { bubbles: true }));
    const options = await until(() => rows(input)) ?? [];
    const option = options.find((one) => one.textContent.includes(wish)) ?? options[0];
    option?.click();
    await pause(PAUSE);
    if (option && field(root, action)?.querySelector("input").value) {
      await pause(PAUSE); // the app narrows the next lists down by this choice
      return;
    }
  }
  throw new Error(`The list “${labelOf(root, action)}” is still empty. Choose yourself, or try again.`);
}

const rows = (input) => {
  const found = [...(document.getElementById(input?.getAttribute("aria-controls"))?.querySelectorAll(".select-option") ?? [])];
  return found.length ? found : null;
};
