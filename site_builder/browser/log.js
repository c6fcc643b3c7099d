/** What was done to a network: plain actions, which are all that is needed to come to the same numbers again, gesture by gesture. */

export class Log {
  /** `action`; `from`, the recorded frame that it began at, or null; `joined`, whether it goes on with the gesture of the one before. */
  #entries = [];

  /** The log of another visit; `from` is the frame that it begins at. */
  static of(actions) {
    const log = new Log();
    actions.forEach((action, index) => log.add(action, { from: index ? null : 0 }));
    return log;
  }

  get actions() {
    return this.#entries.map(({ action }) => action);
  }

  get empty() {
    return this.#entries.length === 0;
  }

  /** The actions since the network was last put back or made anew. */
  get sinceBegun() {
    const { actions } = this;
    return actions.slice(actions.findLastIndex(([name]) => name === "reset" || name === "change") + 1);
  }

  /** Whether the network was made anew since the page was loaded. */
  get madeAnew() {
    return this.#entries.some(({ action }) => action[0] === "change");
  }

  /** How many actions the last gesture holds. */
  get gesture() {
    return this.#entries.length - this.#start;
  }

  /** The recorded frame that the last gesture began at; null or undefined where there is none. */
  get origin() {
    return this.#entries[this.#start]?.from;
  }

  get #start() {
    return Math.max(0, this.#entries.findLastIndex(({ joined }) => !joined));
  }

  /** Whether an action can be merged with the one before: training may have gone on in between. */
  continues(action) {
    const before = this.#entries.at(-1)?.action;
    return before !== undefined && (overrides(action, before) || (action[0] === "train" && before[0] === "train"));
  }

  add(action, { from, merge = false, joined = false }) {
    if (merge && this.continues(action)) {
      const last = this.#entries.at(-1);
      last.action = action[0] === "train" ? ["train", last.action[1] + action[1]] : action;
    } else {
      this.#entries.push({ action, joined: joined && !this.empty, from: action[0] === "change" ? null : from });
    }
  }

  takeBack() {
    this.#entries.length = this.#start;
  }
}

/** Whether an action leaves nothing of the one before it, so that only the last of a gesture need be done. */
export function overrides(action, before) {
  const [name, path] = action;
  if (name !== before[0]) return false;
  return name === "parameters" || (name === "set" && path === before[1]) || (name === "data" && action.length >= before.length);
}
