/** Rules on what the database holds, against what people did and were told. */
import type { DeviceLog, Entry, EntryOf, Ledger, Stored, StoredMessage, Violation } from "../ledger";

type Faults = (ledger: Ledger) => string[];

const entries = <K extends Entry["is"]>({ lives }: DeviceLog, is: K): EntryOf<K>[] =>
  lives.flatMap((life) => life.entries.filter((entry): entry is EntryOf<K> => entry.is === is));

const everything = ({ stored }: Ledger): { talk: Stored; message: StoredMessage }[] =>
  stored.flatMap((talk) => talk.messages.map((message) => ({ talk, message })));

const short = (text: string): string => JSON.stringify(text.length > 30 ? `${text.slice(0, 30)}…` : text);

/** D2, D5: what was submitted is stored, once, where and by whom it was; and nothing else is. */
const submittedOnce: Faults = (ledger) => {
  const found: string[] = [];
  const byId = Map.groupBy(everything(ledger), ({ message }) => message.id);
  const submitted = new Set<string>();
  for (const device of ledger.devices) {
    for (const { id, talk, text } of entries(device, "submitted")) {
      submitted.add(id);
      const places = byId.get(id) ?? [];
      const [place] = places;
      const who = `message ${id} (${short(text)}) of ${device.name}`;
      if (!place) found.push(`${who} is lost`);
      else if (places.length > 1) found.push(`${who} is stored ${places.length} times`);
      else if (place.talk.talk !== talk) found.push(`${who} is in talk ${place.talk.talk}, not ${talk}`);
      else if (place.message.sender !== device.person) found.push(`${who} is ${place.message.sender}'s`);
      else if (place.message.side !== device.side) found.push(`${who} stands on the ${place.message.side}'s side`);
    }
  }
  for (const id of byId.keys()) if (!submitted.has(id)) found.push(`message ${id} was submitted by nobody`);
  return found;
};

/** Two devices that open the same conversation at once find one. */
const onePerTalk: Faults = ({ stored }) =>
  [...Map.groupBy(stored, ({ talk }) => talk)]
    .filter(([talk, them]) => talk < 0 || them.length > 1)
    .map(([talk, them]) => `talk ${talk} is ${them.length} conversations: ${them.map(({ id }) => id).join(", ")}`);

/** D1: what was acked is durable, with the same `seq`. */
const acksHold: Faults = (ledger) => {
  const byId = new Map(everything(ledger).map((place) => [place.message.id, place]));
  return ledger.devices.flatMap((device) =>
    entries(device, "acked").flatMap(({ id, conversation, seq }) => {
      const place = byId.get(id);
      const who = `${device.name} has an ack for message ${id} as ${seq} of ${conversation}`;
      if (!place) return [`${who}, which isn't stored`];
      if (place.talk.id !== conversation || place.message.seq !== seq)
        return [`${who}, which is ${place.message.seq} of ${place.talk.id}`];
      return [];
    }),
  );
};

/** D3: `seq` is 1 to n, and each `rev` from 1 to the conversation's was given once. */
const countersWhole: Faults = ({ stored }) =>
  stored.flatMap(({ talk, rev, lastSeq, messages, versions }) => {
    const found: string[] = [];
    const seqs = messages.map(({ seq }) => seq);
    const wrong = seqs.findIndex((seq, n) => seq !== n + 1);
    if (wrong >= 0) found.push(`seq of talk ${talk} is ${seqs[wrong]} where ${wrong + 1} belongs`);
    if (lastSeq !== messages.length) found.push(`talk ${talk} has ${messages.length} messages, and lastSeq ${lastSeq}`);
    const revs = [...messages, ...versions].map((each) => each.rev).sort((a, b) => a - b);
    const odd = revs.findIndex((each, n) => each !== n + 1);
    if (odd >= 0) found.push(`rev of talk ${talk} is ${revs[odd]} where ${odd + 1} belongs`);
    if (rev !== revs.length) found.push(`talk ${talk} has ${revs.length} revs, and rev ${rev}`);
    return found;
  });

/** D3: one device's messages stand in the order in which they were submitted there. */
const ownOrder: Faults = ({ stored, devices }) =>
  stored.flatMap(({ talk, messages }) => {
    const seqs = new Map(messages.map(({ id, seq }) => [id, seq]));
    return devices.flatMap((device) => {
      const own = entries(device, "submitted").filter((entry) => entry.talk === talk);
      const placed = own.flatMap(({ id }) => seqs.get(id) ?? []);
      const back = placed.findIndex((seq, n) => seq < (placed[n - 1] ?? 0));
      if (back < 0) return [];
      return [`in talk ${talk} ${device.name}'s message ${placed[back]} was submitted after ${placed[back - 1]}`];
    });
  });

/** What the list and the badges say follows from the log. */
const summaryRight: Faults = ({ stored }) =>
  stored.flatMap(({ talk, lastSeq, lastText, received, read, unread, messages }) => {
    const found: string[] = [];
    const text = [...(messages.at(-1)?.text ?? "")].slice(0, 200).join("");
    if (lastText !== text) found.push(`the last text of talk ${talk} is ${short(lastText)}, not ${short(text)}`);
    for (const side of ["buyer", "seller"] as const) {
      if (read[side] > received[side] || received[side] > lastSeq)
        found.push(`${side} of talk ${talk} has read ${read[side]}, received ${received[side]}, of ${lastSeq}`);
      const waits = messages.filter((each) => each.seq > read[side] && each.side !== side && !each.removed).length;
      if (unread[side] !== waits)
        found.push(`${side} of talk ${talk} has ${waits} unread, and ${unread[side]} are counted`);
    }
    return found;
  });

/** Positions only grow: what a page told that lived on is known. */
const positionsKept: Faults = ({ stored, devices }) =>
  devices.flatMap((device) => {
    const last = device.lives.at(-1);
    if (last?.ended !== "end") return [];
    return stored.flatMap(({ talk, read }) => {
      const saw = last.entries.flatMap((entry) => (entry.is === "saw" && entry.talk === talk ? [entry.seq] : []));
      const most = Math.max(0, ...saw);
      return read[device.side] >= most
        ? []
        : [`${device.name} saw talk ${talk} to ${most}, and ${read[device.side]} is kept`];
    });
  });

/** An edit is what somebody wrote; and where only one living page changed a message, its last word holds. */
const rewritesHold: Faults = (ledger) => {
  const found: string[] = [];
  const rewrites = ledger.devices.flatMap((device) =>
    device.lives.flatMap((life) =>
      life.entries.flatMap((entry) => (entry.is === "rewrote" ? [{ ...entry, life, device: device.name }] : [])),
    ),
  );
  const byId = Map.groupBy(rewrites, ({ id }) => id);
  const first = new Map(
    ledger.devices.flatMap((device) => entries(device, "submitted").map(({ id, text }) => [id, text] as const)),
  );
  for (const { message } of everything(ledger)) {
    const { id, text, removed } = message;
    const changes = byId.get(id) ?? [];
    const is = removed ? undefined : text;
    if (is !== first.get(id) && !changes.some((change) => change.text === is))
      found.push(`message ${id} is ${removed ? "removed" : short(text)}, and nobody did that`);
    const lives = new Set(changes.map(({ life }) => life));
    const last = changes.at(-1);
    if (last && lives.size === 1 && last.life.ended === "end" && last.text !== is)
      found.push(`${last.device} made message ${id} ${said(last.text)}, and it is ${said(is)}`);
  }
  return found;
};

const said = (text: string | undefined): string => (text === undefined ? "removed" : short(text));

const RULES: Readonly<Record<string, Faults>> = {
  "every submitted message is stored once": submittedOnce,
  "each talk is one conversation": onePerTalk,
  "every ack is durable": acksHold,
  "seq and rev have neither hole nor repeat": countersWhole,
  "one's own messages keep their order": ownOrder,
  "lists and badges follow from the log": summaryRight,
  "positions are kept": positionsKept,
  "edits and removals hold": rewritesHold,
};

export const checkStorage = (ledger: Ledger): Violation[] =>
  Object.entries(RULES).flatMap(([rule, faults]) => faults(ledger).map((what) => ({ rule, what })));
