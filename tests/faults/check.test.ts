/** The checker can fail: a small ledger in which all is well, and each kind of violation planted in it. */
import { expect, test } from "bun:test";
import type { Message } from "../../server/protocol/model";
import { check } from "./check/check";
import { holes } from "./check/wire";
import type { DeviceLog, Entry, Ledger, Life, Seen, Stored, StoredMessage, View } from "./ledger";

const ROOM = "01900000-0000-7000-8000-00000000c0de";
const AT = "2026-11-02T09:00:00.000Z";

/** Anna's first and third, the agent's second; Anna has edited her first (rev 4). */
const MESSAGES: readonly StoredMessage[] = [
  { id: "a1", seq: 1, rev: 4, side: "buyer", sender: "anna", text: "one, edited", removed: false },
  { id: "s1", seq: 2, rev: 2, side: "seller", sender: "agent", text: "two", removed: false },
  { id: "a2", seq: 3, rev: 3, side: "buyer", sender: "anna", text: "three", removed: false },
];

const STORED: Stored = {
  talk: 0,
  id: ROOM,
  buyer: "anna",
  seller: "svet",
  rev: 4,
  lastSeq: 3,
  lastText: "three",
  received: { buyer: 2, seller: 3 },
  read: { buyer: 2, seller: 0 },
  unread: { buyer: 0, seller: 2 },
  messages: MESSAGES,
  versions: [{ seq: 1, rev: 1, text: "one" }],
};

const submitted = (id: string, text: string): Entry => ({ is: "submitted", id, talk: 0, text });
const acked = (id: string, seq: number, rev = seq): Entry => ({ is: "acked", id, conversation: ROOM, seq, rev });
const heard = (id: string, seq: number, rev = seq): Entry => ({ is: "message", conversation: ROOM, id, seq, rev });
const covered = (rev: number): Entry => ({ is: "covered", conversation: ROOM, rev });
const showed = (at: number, gone: number, ...come: readonly (readonly [string, number?, number?])[]): Entry => ({
  is: "showed",
  thread: "t",
  at,
  gone,
  come: come.map(([id, seq, rev]) => ({ id, ...(seq !== undefined && { seq }), ...(rev !== undefined && { rev }) })),
});
const LINKED: Entry = { is: "linked", over: "websocket" };

const ANNA: readonly Entry[] = [
  LINKED,
  covered(0),
  submitted("a1", "one"),
  showed(0, 0, ["a1"]),
  acked("a1", 1),
  showed(0, 1, ["a1", 1, 1]),
  heard("s1", 2),
  showed(1, 0, ["s1", 2, 2]),
  { is: "saw", talk: 0, seq: 2 },
  submitted("a2", "three"),
  showed(2, 0, ["a2"]),
  acked("a2", 3),
  showed(2, 1, ["a2", 3, 3]),
  { is: "rewrote", id: "a1", text: "one, edited" },
  { is: "done", conversation: ROOM, rev: 4 },
  covered(4),
  showed(0, 1, ["a1", 1, 4]),
];
const AGENT: readonly Entry[] = [
  LINKED,
  heard("a1", 1),
  submitted("s1", "two"),
  acked("s1", 2),
  heard("a2", 3),
  heard("a1", 1, 4),
];

const message = ({ id, seq, rev, sender, text }: StoredMessage): Message => ({
  ...{ id, seq, rev, text, attachments: [], at: AT },
  side: sender === "anna" ? "buyer" : "seller",
  sender: { id: sender, name: sender },
});

const view = (unread: number): View => ({
  talk: 0,
  conversation: {
    ...{ id: ROOM, rev: 4, lastSeq: 3, lastAt: AT, lastText: "three", unread, status: "open" },
    ...{ seller: { id: "svet", name: "Svet" }, buyer: { id: "anna", name: "anna" } },
    ...{ received: STORED.received, read: STORED.read },
  },
  messages: MESSAGES.map(message),
});

interface Parts {
  stored?: Partial<Stored>;
  anna?: readonly Entry[];
  agent?: readonly Entry[];
  seen?: Partial<Seen>;
  more?: readonly DeviceLog[];
}

/** All is well, but for what is put in. */
function ledger({ stored, anna = ANNA, agent = AGENT, seen, more = [] }: Parts = {}): Ledger {
  return {
    stored: [{ ...STORED, ...stored }],
    devices: [
      { name: "anna", person: "anna", side: "buyer", lives: [{ entries: anna, ended: "end" }] },
      { name: "agent", person: "agent", side: "seller", lives: [{ entries: agent, ended: "end" }] },
      ...more,
    ],
    seen: [
      { device: "anna", views: [view(0)], fresh: [view(0)], ...seen },
      { device: "agent", views: [view(2)], fresh: [view(2)] },
    ],
  };
}

const broken = (parts: Parts): string[] => [...new Set(check(ledger(parts)).map(({ rule }) => rule))];

/** The entries, with those that are at a place replaced. */
const but = (entries: readonly Entry[], at: number, gone: number, ...come: readonly Entry[]): readonly Entry[] =>
  entries.toSpliced(at, gone, ...come);

const rename = (n: number, change: Partial<StoredMessage>): readonly StoredMessage[] =>
  MESSAGES.map((each, at) => (at === n ? { ...each, ...change } : each));

test("where all is well it finds nothing", () => {
  expect(check(ledger())).toEqual([]);
});

const ONCE = "every submitted message is stored once";
const COUNTERS = "seq and rev have neither hole nor repeat";
const FRESH = "the final view is a fresh load's";
const KEPT = "the final view is what is stored";

test.each<[string, string, Parts]>([
  ["a lost message", ONCE, { anna: [...ANNA, submitted("a3", "four")] }],
  ["a message that nobody wrote", ONCE, { anna: but(ANNA, 9, 1) }],
  ["a message of somebody else", ONCE, { stored: { messages: rename(2, { sender: "boris" }) } }],
  ["a message on the other side", ONCE, { stored: { messages: rename(2, { side: "seller" }) } }],
  ["a message in another talk", ONCE, { anna: but(ANNA, 9, 1, { is: "submitted", id: "a2", talk: 1, text: "three" }) }],
  ["an ack of what isn't stored", "every ack is durable", { anna: [...ANNA, acked("a9", 9)] }],
  ["an ack with another seq", "every ack is durable", { agent: but(AGENT, 3, 1, acked("s1", 3, 3)) }],
  ["a hole in seq", COUNTERS, { stored: { messages: rename(2, { seq: 4 }), lastSeq: 4 } }],
  ["a rev given twice", COUNTERS, { stored: { messages: rename(2, { rev: 2 }) } }],
  ["a rev that nobody took", COUNTERS, { stored: { versions: [] } }],
  ["a counter ahead of its messages", COUNTERS, { stored: { rev: 5 } }],
  ["a lastSeq ahead of its messages", COUNTERS, { stored: { lastSeq: 4 } }],
  [
    "own messages in another order",
    "one's own messages keep their order",
    { anna: but(but(ANNA, 9, 1), 1, 0, submitted("a2", "three")) },
  ],
  ["another last text", "lists and badges follow from the log", { stored: { lastText: "two" } }],
  ["a wrong unread count", "lists and badges follow from the log", { stored: { unread: { buyer: 0, seller: 1 } } }],
  ["more read than received", "lists and badges follow from the log", { stored: { read: { buyer: 3, seller: 0 } } }],
  [
    "more received than there is",
    "lists and badges follow from the log",
    { stored: { received: { buyer: 2, seller: 4 } } },
  ],
  ["a position that was forgotten", "positions are kept", { anna: [...ANNA, { is: "saw", talk: 0, seq: 3 }] }],
  ["a text that nobody wrote", "edits and removals hold", { stored: { messages: rename(1, { text: "tow" }) } }],
  ["a lost edit", "edits and removals hold", { anna: [...ANNA, { is: "rewrote", id: "a2", text: "drei" }] }],
  ["a lost removal", "edits and removals hold", { anna: [...ANNA, { is: "rewrote", id: "a2", text: undefined }] }],
  ["a removal by nobody", "edits and removals hold", { stored: { messages: rename(1, { removed: true, text: "" }) } }],
  ["a frame twice", "no frame comes twice on a link", { agent: [...AGENT, heard("a1", 1, 4)] }],
  ["a frame too late", "no frame comes out of order", { agent: but(AGENT, 5, 1, heard("x", 9, 9), heard("a1", 1, 4)) }],
  ["a message shown twice", "nothing is shown twice", { anna: [...ANNA, showed(3, 0, ["a2"])] }],
  ["a hole in what is shown", "messages stand in their order", { anna: [...ANNA, showed(3, 0, ["x", 5, 5])] }],
  [
    "a message behind one that waits",
    "messages stand in their order",
    { anna: [...ANNA, showed(3, 0, ["w"], ["x", 4, 5])] },
  ],
  ["a message that goes away", "what is shown stays", { anna: [...ANNA, showed(2, 1)] }],
  ["a waiting one that goes away", "what is shown stays", { anna: [...ANNA, showed(3, 0, ["w"]), showed(3, 1)] }],
  ["an earlier text again", "nothing goes back to an earlier text", { anna: [...ANNA, showed(0, 1, ["a1", 1, 1])] }],
  ["a view that differs from a new one", FRESH, { seen: { fresh: [view(1)] } }],
  ["a talk that isn't seen", FRESH, { seen: { views: [] } }],
  ["a talk that a new client doesn't load", FRESH, { seen: { fresh: [] } }],
  ["a view without a message", KEPT, { seen: { views: [{ ...view(0), messages: view(0).messages.slice(1) }] } }],
  ["a view with other positions", KEPT, { stored: { read: { buyer: 1, seller: 0 } } }],
])("it finds %s", (_what, rule, parts) => {
  expect(broken(parts)).toContain(rule);
});

test("it finds a message that is stored twice, in two conversations of one talk", () => {
  const twice = { ...ledger(), stored: [STORED, { ...STORED, id: "another" }] };
  const rules = check(twice).map(({ rule }) => rule);
  expect(rules).toContain(ONCE);
  expect(rules).toContain("each talk is one conversation");
});

test("a link begins anew: what the last one told may come again", () => {
  expect(check(ledger({ agent: [...AGENT, LINKED, heard("a1", 1, 4)] }))).toEqual([]);
});

test("what was left out on a live link is counted", () => {
  const life = (entries: readonly Entry[]): Life => ({ entries, ended: "end" });
  expect([ANNA, AGENT].map((entries) => holes(life(entries)))).toEqual([0, 0]);
  expect(holes(life(but(ANNA, 6, 1, heard("x", 3))))).toBe(1);
});

test("a log that is loaded anew may begin later", () => {
  expect(check(ledger({ anna: [...ANNA, showed(0, 1)] }))).toEqual([]);
});

test("a page that has crashed may have lost an edit or a position, but no message", () => {
  const entries: readonly Entry[] = [
    { is: "rewrote", id: "a2", text: "drei" },
    { is: "saw", talk: 0, seq: 3 },
  ];
  const other = (last: readonly Entry[]): DeviceLog => ({
    ...{ name: "anna/2", person: "anna", side: "buyer" },
    lives: [
      { entries: last, ended: "crash" },
      { entries: [], ended: "end" },
    ],
  });
  expect(check(ledger({ more: [other(entries)] }))).toEqual([]);
  expect(broken({ more: [other([submitted("a7", "seven")])] })).toEqual([ONCE]);
});
