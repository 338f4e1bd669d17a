/** A person comes, or comes back: who they are, and what they missed. One transaction, which mostly writes nothing. */
import type { Asker, Database, Transaction } from "../db/client";
import { selectPosition } from "../db/conversations";
import { upsertAgent } from "../db/desk";
import { selectChanges } from "../db/messages";
import { type PartyRow, selectSellers, upsertPerson, upsertSellers } from "../db/people";
import { RESUME_ALL, RESUME_CHANGES, RESUME_TEXT } from "../protocol/limits";
import type { BothSides, Message } from "../protocol/model";
import type { Parties } from "./parties";
import { assertStanding, type Issued } from "./standing";

/** What a token says. */
interface Newcomer extends Issued {
  readonly name: string;
  readonly picture: string | null;
  readonly sellers: readonly { id: string; name?: string; picture?: string }[];
}

/** What became of a conversation that a client holds up to its cursor. */
interface Resumption {
  readonly conversation: string;
  readonly rev: number;
  readonly received: BothSides;
  readonly read: BothSides;
  /** Ascending `rev`; none with `reset`. */
  readonly messages: readonly Message[];
  /** The copy is of no use any more: the client takes `history`. */
  readonly reset: boolean;
  /** Whose it is; undefined where it isn't the asker's. */
  readonly parties?: Parties;
}

/** `seen_at` is not moved more often than this: a reconnect then writes nothing. */
const SEEN_EVERY = 600_000;

/** @throws ChatError `unauthorized` as `assertStanding` */
export const signIn = (db: Database, asker: Asker, newcomer: Newcomer, cursors: readonly [string, number][]) =>
  db.as(asker, async (tx) => {
    const sellers = await keep(tx, asker, newcomer);
    const resumptions: Resumption[] = [];
    const room = { changes: RESUME_ALL, text: RESUME_TEXT };
    for (const [conversation, cursor] of cursors) {
      const most = room.changes > 0 && room.text > 0 ? RESUME_CHANGES : 0;
      const resumption = await resume(tx, conversation, cursor, most);
      room.changes -= resumption.messages.length;
      for (const { text } of resumption.messages) room.text -= text.length;
      resumptions.push(resumption);
    }
    return { sellers, resumptions };
  });

async function keep(tx: Transaction, asker: Asker, newcomer: Newcomer): Promise<PartyRow[]> {
  const { id, name, picture, sellers } = newcomer;
  const agent = sellers.length > 0;
  const known = await assertStanding(tx, newcomer);
  const same = known && known.name === name && known.picture === picture && known.agent === agent;
  if (!same || Date.now() - known.seen_at.getTime() > SEEN_EVERY) await upsertPerson(tx, { id, name, picture, agent });
  if (agent || known?.agent) await upsertAgent(tx, id, asker.sellers);
  if (!agent) return [];
  await upsertSellers(tx, sellers);
  return selectSellers(tx, asker.sellers);
}

/**
 * The counters first, then the changes up to them: what is committed in between is above, and comes live, since the
 * session listens already (D4).
 */
async function resume(tx: Transaction, conversation: string, cursor: number, most: number): Promise<Resumption> {
  const found = await selectPosition(tx, conversation);
  if (!found) return { conversation, ...NOWHERE, messages: [], reset: true };
  if (cursor === found.rev) return { conversation, ...found, messages: [], reset: false };
  const missed = cursor > found.rev ? [] : await selectChanges(tx, conversation, cursor, most + 1, found.rev);
  const reset = cursor > found.rev || missed.length > most;
  return { conversation, ...found, messages: reset ? [] : missed, reset };
}

const NOWHERE = { rev: 0, received: { buyer: 0, seller: 0 }, read: { buyer: 0, seller: 0 } };
