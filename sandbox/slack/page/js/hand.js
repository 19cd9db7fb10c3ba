// The tour's helping hand: fills the form as a person would, through the same inputs.

const WISHES = [
  ["Subscription", "Contoso DR Production"], ["Vault and configuration server", "rsv-dr-vmware"], ["Resource group", "rg-dr-weu"], ["Region", "West Europe"],
  ["Virtual network", "vnet-dr-weu"], ["Subnet", "snet-ps"], ["Storage account", "stdrdiagweu"], ["Server name", "ps-weu-1"],
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

const clean = (text) => text.replace(/\s*\(optional\)\s*$/, "").trim();

function field(root, label) {
  return [...root.querySelectorAll(".field")].find((one) => clean(one.querySelector(".field-label")?.textContent ?? "") === label);
}

function type(input, text) {
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Fills every field it knows and finds empty in `root`; raises when a list stays empty. */
export async function fill(root, taken = new Set()) {
  for (const [label, wish] of WISHES) {
    const found = await until(() => field(root, label));
    if (!found) throw new Error(`The form has no field “${label}” just now. Fill in the rest yourself.`);
    const input = found.querySelector("input, textarea");
    if (input.value.trim()) continue;
    input.scrollIntoView({ block: "nearest" });
    if (input.getAttribute("role") === "combobox") await choose(root, label, wish);
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

async function choose(root, label, wish) {
  for (let turn = 0; turn < 6; turn += 1) {
    const input = field(root, label)?.querySelector("input");
    input?.focus();
    input?.dispatchEvent(new MouseEvent("mousedown", { bubbles: true }));
    const options = await until(() => rows(input)) ?? [];
    const option = options.find((one) => one.textContent.includes(wish)) ?? options[0];
    option?.click();
    await pause(PAUSE);
    if (option && field(root, label)?.querySelector("input").value) {
      await pause(PAUSE); // the app narrows the next lists down by this choice
      return;
    }
  }
  throw new Error(`The list “${label}” is still empty. Choose yourself, or try again.`);
}

const rows = (input) => {
  const found = [...(document.getElementById(input?.getAttribute("aria-controls"))?.querySelectorAll(".select-option") ?? [])];
  return found.length ? found : null;
};
