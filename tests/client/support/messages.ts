import type { Conversation, Message } from "../../../widget/client/state";

export const CONVERSATION = "00000000-0000-4000-8000-00000000c0de";

/** A message of the buyer `ann`, or with changes. Its `rev` is its `seq` unless told. */
export const message = (seq: number, change: Partial<Message> = {}): Message => ({
  id: `00000000-0000-4000-8000-${String(seq).padStart(12, "0")}`,
  seq,
  rev: seq,
  side: "buyer",
  sender: { id: "ann", name: "Ann" },
  text: `message ${seq}`,
  attachments: [],
  at: new Date(Date.parse("2026-11-02T09:00:00.000Z") + seq * 1_000).toISOString(),
  ...change,
});

export const conversation = (change: Partial<Conversation> = {}): Conversation => ({
  id: CONVERSATION,
  seller: { id: "lamps", name: "Lamps" },
  buyer: { id: "ann", name: "Ann" },
  rev: 0,
  lastSeq: 0,
  lastAt: "2026-11-02T09:00:00.000Z",
  lastText: "",
  unread: 0,
  received: { buyer: 0, seller: 0 },
  read: { buyer: 0, seller: 0 },
  status: "open",
  ...change,
});
