/** What one tab tells another of a state, and what that makes of it. */
import { expect, test } from "bun:test";
import { type ChatState, listKey } from "../../widget/client/state";
import { diff, EMPTY, isEmpty, patched } from "../../widget/client/tabs/mirror";
import { conversation } from "./support/messages";

const item = (id: string) => conversation({ id });
const [a, b, c] = [item("a"), item("b"), item("c")];
const list = (...items: ReturnType<typeof item>[]) => ({ items, unread: 0, more: false, loading: false });
const MINE = listKey({ seller: "lamps", filter: "mine" });
const state = (inboxes: ChatState["inboxes"]): ChatState => ({ ...EMPTY, inboxes });

const cases: readonly [name: string, before: ChatState, after: ChatState][] = [
  ["a list that is new", state(new Map()), state(new Map([["lamps", list(a, b)]]))],
  [
    "a conversation that moved up",
    state(new Map([["lamps", list(a, b, c)]])),
    state(new Map([["lamps", list(c, a, b)]])),
  ],
  [
    "a list that nobody shows any more",
    state(
      new Map([
        ["lamps", list(a)],
        [MINE, list(b)],
      ]),
    ),
    state(new Map([["lamps", list(a)]])),
  ],
  [
    "what was found",
    state(new Map([[MINE, list(a)]])),
    state(new Map([[MINE, { ...list(a), found: new Map([["a", { seq: 1, text: "лампа" }]]) }]])),
  ],
];
test.each(cases)("%s", (_, before, after) => {
  const patch = structuredClone(diff(before, after));
  expect(isEmpty(patch)).toBe(false);
  expect(patched(before, patch)).toEqual(after);
  expect(isEmpty(diff(after, after))).toBe(true);
});
