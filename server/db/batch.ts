import { codeOf } from "../errors";
import { lineOf } from "../protocol/limits";
import type { Attachment, Side } from "../protocol/model";
import type { Statements } from "./client";

/** One person's message on its way into the log. */
export interface NewMessage {
  readonly id: string;
  readonly conversation: string;
  readonly side: Side;
  /** The buyer's or the seller's id: what gives the right to write here. The database checks it again. */
  readonly party: string;
  readonly sender: string;
  readonly text: string;
  readonly replyTo: number | undefined;
  readonly attachments: readonly Attachment[];
}

/** How far a side has come. */
export interface Mark {
  readonly conversation: string;
  readonly side: Side;
  readonly party: string;
  readonly received: number;
  readonly read: number;
}

/** What became of the `n`th message of a batch (from 1). */
export interface StoredRow {
  readonly n: number;
  readonly outcome: "stored" | "repeat" | "conflict" | "blocked" | "not_found";
  readonly buyer: string;
  readonly seller: string;
  readonly seq: number;
  readonly rev: number;
  readonly at: Date;
}

/** A side's positions, where they have moved. */
export interface MarkedRow {
  readonly conversation: string;
  readonly buyer: string;
  readonly seller: string;
  readonly side: Side;
  readonly received: number;
  readonly read: number;
}

/** A batch that `append` doesn't take: an id is stored already, or something isn't as it was taken to be. */
export const needsCare = (error: unknown): boolean => ["23505", "SC001"].includes(codeOf(error));

/** What a batch says of one conversation; `place` counts from 1, as in SQL. */
interface Due {
  readonly place: number;
  readonly parties: Record<Side, string | null>;
  readonly from: Record<Side, number>;
  line: string;
  side: Side;
}

type Row = ({ kind: "appended"; place: number } & StoredRow) | ({ kind: "marked" } & MarkedRow);

/**
 * The fast way: one call, one commit, everything new. An id may stand in a batch once, and a side of a conversation has
 * one party in it. @throws what `needsCare` knows, and then nothing has happened.
 */
export async function append(sql: Statements, messages: readonly NewMessage[], marks: readonly Mark[]) {
  const due = new Map<string, Due>();
  for (const id of sorted(messages)) {
    const nobody = { parties: { buyer: null, seller: null }, from: { buyer: 0, seller: 0 } };
    due.set(id, { place: due.size + 1, ...nobody, line: "", side: "buyer" });
  }
  const places: number[] = [];
  const steps: number[] = [];
  for (const message of messages) {
    const { conversation, side, party } = message;
    const one = due.get(conversation) as Due;
    one.parties[side] = party;
    one.from[side] += 1;
    one.line = lineOf(message);
    one.side = side;
    places.push(one.place);
    steps.push(one.from.buyer + one.from.seller);
  }
  const dues = [...due.values()];
  const marked = sorted(marks);
  const rows = await sql<Row[]>`
    select 'appended' as kind, place::integer, buyer, seller, seq, rev, at,
      null::uuid as conversation, null as side, null::bigint as received, null::bigint as "read"
    from chat.append(
      ${[...due.keys()]}::uuid[], ${dues.map((d) => d.parties.buyer)}::text[], ${dues.map((d) => d.parties.seller)}::text[],
      ${dues.map((d) => d.from.buyer)}::integer[], ${dues.map((d) => d.from.seller)}::integer[],
      ${dues.map((d) => d.line)}::text[], ${dues.map((d) => d.side)}::text[],
      ${places}::integer[], ${steps}::integer[], ${messages.map((m) => m.id)}::uuid[],
      ${messages.map((m) => m.side)}::text[], ${messages.map((m) => m.sender)}::text[],
      ${messages.map((m) => m.text)}::text[], ${messages.map((m) => m.replyTo ?? null)}::bigint[],
      ${messages.map(filesOf)}::text[]
    )
    union all
    select 'marked', null, buyer, seller, null, null, null, conversation, side, received, "read"
    from chat.mark(
      ${marked}::uuid[], ${marks.map(placeIn(marked))}::integer[], ${marks.map((m) => m.side)}::text[],
      ${marks.map((m) => m.party)}::text[], ${marks.map((m) => m.received)}::bigint[], ${marks.map((m) => m.read)}::bigint[]
    )
  `;
  const found = new Map<number, StoredRow>();
  for (const row of rows) if (row.kind === "appended") found.set(row.place, row);
  return {
    stored: messages.map((_, index): StoredRow => {
      const { buyer, seller, seq, rev, at } = found.get(places[index] ?? 0) as StoredRow;
      const step = steps[index] ?? 0;
      return { n: index + 1, outcome: "stored", buyer, seller, seq: seq + step, rev: rev + step, at };
    }),
    marked: rows.filter((row) => row.kind === "marked"),
  };
}

/** The careful way, for messages of which some may be stored already, or may not be stored at all. */
export const store = (sql: Statements, messages: readonly NewMessage[]) => {
  const conversations = sorted(messages);
  return sql<StoredRow[]>`
    select * from chat.store(
      ${conversations}::uuid[], ${messages.map(placeIn(conversations))}::integer[], ${messages.map((m) => m.id)}::uuid[],
      ${messages.map((m) => m.side)}::text[], ${messages.map((m) => m.party)}::text[],
      ${messages.map((m) => m.sender)}::text[], ${messages.map((m) => m.text)}::text[],
      ${messages.map(lineOf)}::text[], ${messages.map((m) => m.replyTo ?? null)}::bigint[], ${messages.map(filesOf)}::text[]
    )
  `;
};

const filesOf = ({ attachments }: NewMessage): string | null =>
  attachments.length > 0 ? JSON.stringify(attachments) : null;

type Somewhere = { readonly conversation: string };

/** Distinct and ascending, in which order the functions lock them. */
const sorted = (entries: readonly Somewhere[]): string[] => [...new Set(entries.map((e) => e.conversation))].sort();

function placeIn(conversations: readonly string[]): (entry: Somewhere) => number {
  const places = new Map(conversations.map((id, index) => [id, index + 1]));
  return ({ conversation }) => places.get(conversation) ?? 0;
}
