// The local Slack's page API: each call names the person it is made as.

export class ApiError extends Error {
  constructor(code, message, answer = {}) {
    super(message || code);
    this.code = code;
    this.answer = answer;
  }
}

const UNREACHABLE = "The local Slack does not answer. Is the sandbox still running?";

async function request(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (cause) {
    throw new ApiError("unreachable", UNREACHABLE, { cause });
  }
  const answer = await response.json().catch(() => ({}));
  if (response.ok && answer.ok !== false) return answer;
  const problem = answer.message ?? (typeof answer.error === "string" ? answer.error : answer.error?.message);
  throw new ApiError(answer.error ?? String(response.status), problem ?? `The local Slack answered ${response.status}.`, answer);
}

export const read = (path, query = {}) => {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  const search = new URLSearchParams(given).toString();
  return request(search ? `${path}?${search}` : path);
};

const write = (path, body) =>
  request(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

export const people = () => read("/page/people");
export const panels = () => read("/page/panels");
export const panel = (url) => read(url);
export const panelAct = (url, body) => write(url, body);

/** Everything one signed-in person does. */
export class Api {
  constructor(user) {
    this.user = user;
    this.session = null; // when this page load began: older ephemerals are gone, as in Slack
  }

  bootstrap = () => read("/page/bootstrap", { user: this.user });

  messages = (channel, { thread = null, before = null, limit = 100 } = {}) =>
    read("/page/messages", { user: this.user, channel, thread_ts: thread, before, limit, session: this.session });

  #post = (path, body = {}) => write(`/page/${path}`, { user: this.user, ...body });

  send = (channel, text, thread = null) =>
    this.#post("send", thread ? { channel, text, thread_ts: thread } : { channel, text });

  command = (channel, text) => this.#post("command", { channel, text });
  action = (body) => this.#post("action", body);
  options = (body) => this.#post("options", body);
  submit = (view, values) => this.#post("submit", { view_id: view, values });
  close = (view, all) => this.#post("close", { view_id: view, all });
  home = () => this.#post("home");
  read = (channel, ts) => this.#post("read", { channel, ts });
  join = (channel) => this.#post("join", { channel });
  react = (body) => this.#post("react", body);
  shortcut = (body) => this.#post("shortcut", body);
  pin = (body) => this.#post("pin", body);
  remove = (body) => this.#post("delete", body);
  upload = (body) => this.#post("upload", body);
  invite = (channel, invitee) => this.#post("invite", { channel, invitee });
}
