// Where the choices of a select come from: its own list, the app, or the workspace.
import { label } from "./text.js";

export function asRow(option, names) {
  return { key: option.value, text: label(option.text, names), description: label(option.description, names), option };
}

const matches = (row, query) => `${row.text} ${row.description}`.toLowerCase().includes(query.trim().toLowerCase());

/** static_select and multi_static_select: filtered here. */
function fixed(element, context) {
  const given = element.option_groups ?? [{ label: null, options: element.options ?? [] }];
  return (query) => {
    const groups = given.map((group) => ({ label: label(group.label, context.names), options: group.options.map((option) => asRow(option, context.names)).filter((row) => matches(row, query)) }));
    return { groups: groups.filter((group) => group.options.length) };
  };
}

/** external_select: the app is asked from `min_query_length` characters on (3 by default). */
function external(block, element, context) {
  const least = element.min_query_length ?? 3;
  return async (query) => {
    if (query.length < least) return { groups: [], note: `Type at least ${least} ${least === 1 ? "character" : "characters"} to search` };
    const answer = await context.options(block, element, query);
    const given = answer.option_groups ?? [{ label: null, options: answer.options ?? [] }];
    return { groups: given.map((group) => ({ label: label(group.label, context.names), options: group.options.map((option) => asRow(option, context.names)) })) };
  };
}

const person = (one) => ({ key: one.id, text: one.real_name, description: one.title ?? "", option: one.id });
const place = (one) => ({ key: one.id, text: `#${one.name}`, description: "", option: one.id });

function workspace(context, list) {
  return (query) => ({ groups: [{ label: null, options: list(context).filter((row) => matches(row, query)) }] });
}

const peopleRows = (context) => context.people().map(person);
const channelRows = (context) => context.channels().map(place);
const allRows = (context) => [...channelRows(context), ...peopleRows(context)];

export function loader(block, element, context) {
  if (element.type.includes("external")) return external(block, element, context);
  if (element.type.includes("static")) return fixed(element, context);
  if (element.type.includes("users")) return workspace(context, peopleRows);
  return workspace(context, element.type.includes("channels") ? channelRows : allRows);
}

/** The row that shows a value chosen earlier. */
export function rowOf(value, context) {
  if (value && typeof value === "object") return asRow(value, context.names);
  return allRows(context).find((row) => row.key === value) ?? { key: value, text: value, description: "", option: value };
}
