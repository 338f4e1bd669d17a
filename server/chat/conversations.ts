/** What one person may do with a conversation. Every call runs as that person, under row-level security. */
import { selectBlocks } from "../db/blocks";
import type { Asker, Database, Transaction } from "../db/client";
import * as conversations from "../db/conversations";
import * as messages from "../db/messages";
import { insertSeller, sellerExists } from "../db/people";
import { ChatError, unreachable } from "../errors";
import { lineOf, PAGE, PAGE_TEXT } from "../protocol/limits";
import type { Conversation, Message, Topic } from "../protocol/model";
import { blockedRefusal } from "./blocks";
import { notFound } from "./parties";

interface OpenRules {
  /** `known`: only sellers that a token has named. */
  readonly sellers: "any" | "known";
  /** @throws ChatError `rate_limited` when this person has begun enough of them. */
  beforeCreate(): void;
  /** A known conversation has another topic than before: its words are others. */
  onTopic(conversation: string): void;
}

interface OpenedConversation {
  conversation: Conversation;
  messages: Message[];
  more: boolean;
}

/** Finds the asker's conversation with a seller about a topic, or makes it. */
export const open = async (
  db: Database,
  asker: Asker,
  { seller, topic }: { seller: string; topic?: Topic | undefined },
  rules: OpenRules,
): Promise<OpenedConversation> => {
  if (asker.sellers.includes(seller)) throw new ChatError("forbidden", "You can't write to your own shop.");
  let retitled = false;
  const opened = await db.as(asker, async (tx) => {
    const found = await conversations.selectKey(tx, asker.id, seller, topic?.id ?? "");
    const id = found ?? (await create(tx, asker, seller, topic, rules));
    if (found) retitled = await conversations.updateTopic(tx, found, topic);
    return readOpened(tx, asker, id);
  });
  if (retitled) rules.onTopic(opened.conversation.id);
  return opened;
};

async function create(
  tx: Transaction,
  asker: Asker,
  seller: string,
  topic: Topic | undefined,
  rules: OpenRules,
): Promise<string> {
  if (rules.sellers === "any") await insertSeller(tx, seller);
  else if (!(await sellerExists(tx, seller))) throw new ChatError("not_found", "There is no such seller.");
  rules.beforeCreate();
  const id = Bun.randomUUIDv7();
  const place = { id, buyer: asker.id, seller };
  if (await conversations.insertKey(tx, { ...place, topic: topic?.id ?? "" })) {
    await conversations.insertConversation(tx, { ...place, topic });
    return id;
  }
  // A rival has committed it between our look and our insert.
  return (await conversations.selectKey(tx, asker.id, seller, topic?.id ?? "")) ?? notFound();
}

async function readOpened(tx: Transaction, asker: Asker, id: string): Promise<OpenedConversation> {
  const conversation = (await conversations.selectConversation(tx, asker, id)) ?? notFound();
  const page = newest(await messages.selectHistory(tx, id, conversation.lastSeq + 1, PAGE));
  return { conversation, messages: page, more: (page[0]?.seq ?? 1) > 1 };
}

/** As many from the beginning as one page's text allows, and at least one. */
function first(page: readonly Message[]): Message[] {
  let size = 0;
  return page.filter(({ text }, index) => {
    size += text.length;
    return index === 0 || size <= PAGE_TEXT;
  });
}

const newest = (page: readonly Message[]): Message[] => first([...page].reverse()).reverse();

/** Whether the asker's message with this id is in the log. */
export const isStored = (db: Database, asker: Asker, conversation: string, id: string): Promise<boolean> =>
  db.as(asker, (tx) => messages.hasMessage(tx, conversation, id, asker.id));

/** The words of a message as they are now; undefined when they were taken back. */
export const storedText = (
  db: Database,
  asker: Asker,
  conversation: string,
  seq: number,
): Promise<string | undefined> =>
  db.as(asker, async (tx) => {
    const message = await messages.selectMessage(tx, conversation, seq);
    return message?.removedAt ? undefined : message?.text;
  });

interface PageOfMessages {
  messages: Message[];
  more: boolean;
  rev: number;
}

/** The page before `before`; the newest without. */
export const history = (
  db: Database,
  asker: Asker,
  { conversation, before, limit }: { conversation: string; before?: number | undefined; limit?: number | undefined },
): Promise<PageOfMessages> =>
  snapshot(db, asker, async (tx) => {
    const { rev } = (await conversations.selectConversation(tx, asker, conversation)) ?? notFound();
    const page = newest(await messages.selectHistory(tx, conversation, before, limit ?? PAGE));
    return { messages: page, more: (page[0]?.seq ?? 1) > 1, rev };
  });

/**
 * What changed above a cursor. When nothing more is left, `rev` is the conversation's: its messages hold fewer revs than
 * it counts, since a message keeps only its latest.
 */
export const changes = (
  db: Database,
  asker: Asker,
  { conversation, after, limit = PAGE }: { conversation: string; after: number; limit?: number },
): Promise<PageOfMessages> =>
  snapshot(db, asker, async (tx) => {
    const { rev } = (await conversations.selectConversation(tx, asker, conversation)) ?? notFound();
    const found = await messages.selectChanges(tx, conversation, after, limit + 1);
    const page = first(found.slice(0, limit));
    const more = found.length > page.length;
    return { messages: page, more, rev: more ? (page.at(-1)?.rev ?? rev) : rev };
  });

/** Counters and messages must be of one moment, or a message committed between the two reads falls out of both. */
const snapshot = <T>(db: Database, asker: Asker, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  db.as(asker, work, "isolation level repeatable read read only");

/** Changes one's own message, or takes it back. Returns the message as it is now. */
export const rewrite = (
  db: Database,
  asker: Asker,
  { conversation, seq }: { conversation: string; seq: number },
  text: string | undefined,
): Promise<Message> =>
  db.as(asker, async (tx) => {
    const message = await messages.selectMessage(tx, conversation, seq);
    const line = text === undefined ? "" : lineOf({ text, attachments: message?.attachments ?? [] });
    const outcome = await messages.rewriteMessage(tx, { conversation, seq, text, line });
    switch (outcome) {
      case "done":
        return (await messages.selectMessage(tx, conversation, seq)) ?? notFound();
      case "no conversation":
        return notFound();
      case "no message":
        throw new ChatError("not_found", "There is no such message.");
      case "not theirs":
        throw new ChatError("forbidden", "Only its author can change a message.");
      case "removed":
        throw new ChatError("conflict", "The message was removed.");
      case "blocked": {
        const blocks = (await selectBlocks(tx, conversation)) ?? notFound();
        throw blockedRefusal(message?.side === "seller" ? "seller" : "buyer", blocks);
      }
      default:
        return unreachable(outcome);
    }
  });
