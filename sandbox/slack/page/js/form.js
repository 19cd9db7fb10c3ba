// What is typed and chosen, as Slack's state objects, keyed block_id → action_id.

const SHAPES = {
  plain_text_input: ["value", "initial_value", null],
  email_text_input: ["value", "initial_value", null],
  url_text_input: ["value", "initial_value", null],
  number_input: ["value", "initial_value", null],
  static_select: ["selected_option", "initial_option", null],
  external_select: ["selected_option", "initial_option", null],
  radio_buttons: ["selected_option", "initial_option", null],
  checkboxes: ["selected_options", "initial_options", []],
  multi_static_select: ["selected_options", "initial_options", []],
  multi_external_select: ["selected_options", "initial_options", []],
  users_select: ["selected_user", "initial_user", null],
  channels_select: ["selected_channel", "initial_channel", null],
  conversations_select: ["selected_conversation", "initial_conversation", null],
  multi_users_select: ["selected_users", "initial_users", []],
  multi_channels_select: ["selected_channels", "initial_channels", []],
  multi_conversations_select: ["selected_conversations", "initial_conversations", []],
  datepicker: ["selected_date", "initial_date", null],
  timepicker: ["selected_time", "initial_time", null],
  datetimepicker: ["selected_date_time", "initial_date_time", null],
};

export const hasState = (element) => element?.type in SHAPES;

function elementsOf(block) {
  if (block.type === "input") return [block.element];
  if (block.type === "section" && block.accessory) return [block.accessory];
  return block.type === "actions" ? block.elements : [];
}

export class Form {
  #values = new Map();

  /** Takes in the blocks of a new rendering: what is still there is kept, the rest starts anew. */
  take(blocks, known = {}) {
    const before = this.#values;
    this.#values = new Map();
    for (const block of blocks ?? []) {
      for (const element of elementsOf(block)) {
        if (!hasState(element)) continue;
        const key = JSON.stringify([block.block_id, element.action_id]);
        const kept = before.get(key) ?? known[block.block_id]?.[element.action_id];
        this.#values.set(key, kept?.type === element.type ? kept : initial(element));
      }
    }
  }

  get(block, element) {
    const state = this.#values.get(JSON.stringify([block.block_id, element.action_id])) ?? initial(element);
    return state[SHAPES[element.type][0]];
  }

  set(block, element, value) {
    const state = { type: element.type, [SHAPES[element.type][0]]: value };
    this.#values.set(JSON.stringify([block.block_id, element.action_id]), state);
    return state;
  }

  /** `{block_id: {action_id: state}}` of every input shown, empty ones too. */
  values() {
    const all = {};
    for (const [key, state] of this.#values) {
      const [block, action] = JSON.parse(key);
      (all[block] ??= {})[action] = state;
    }
    return all;
  }
}

function initial(element) {
  const [name, from, empty] = SHAPES[element.type];
  return { type: element.type, [name]: element[from] ?? empty };
}
