import type { ClientFrame } from "../../server/protocol/client-frames";
import type { Bytes } from "./blobs";
import { assigning, blocking, noting, reporting, rewriting, settingStatus } from "./changes";
import type { FileLinks } from "./file-links";
import type { Model } from "./model";
import type { Needs } from "./needs";
import type { Outbox } from "./outbox";
import type { ListKey, ListView, Party, ReportReason, Status, ThreadKey } from "./state";
import type { Refused, Target, Waiting } from "./storage";
import { draftKey, type Threads } from "./threads";
import { unreachable } from "./unreachable";

/** What needs a conversation with an id; before there is one, it means nothing. */
type Inside =
  | { readonly type: "seen"; readonly key: ThreadKey }
  | { readonly type: "typing"; readonly key: ThreadKey }
  | {
      readonly type: "edit";
      readonly key: ThreadKey;
      readonly seq: number;
      readonly text: string;
      readonly anyway?: true;
    }
  | { readonly type: "remove"; readonly key: ThreadKey; readonly seq: number }
  | { readonly type: "status"; readonly key: ThreadKey; readonly status: Status }
  | { readonly type: "assign"; readonly key: ThreadKey; readonly agent: Party | null }
  | { readonly type: "note"; readonly key: ThreadKey; readonly id: string; readonly text: string; readonly at: string }
  | { readonly type: "trail"; readonly key: ThreadKey; readonly seq: number }
  | { readonly type: "block"; readonly key: ThreadKey; readonly on: boolean }
  | { readonly type: "report"; readonly key: ThreadKey; readonly reason: ReportReason; readonly text: string };

/**
 * What a page asks of the core. Each can be cloned into another tab and done again without harm: the tab that holds the
 * link may close at any moment, and then the next one is asked once more.
 */
export type Command =
  | Inside
  | { readonly type: "open"; readonly key: ThreadKey; readonly target: Target }
  | { readonly type: "leave"; readonly key: ThreadKey }
  | { readonly type: "older"; readonly key: ThreadKey }
  | { readonly type: "send"; readonly item: Waiting; readonly bytes?: Bytes }
  | { readonly type: "retry"; readonly id: string; readonly anyway?: true }
  | { readonly type: "discard"; readonly id: string }
  | { readonly type: "relink"; readonly attachment: string }
  | { readonly type: "draft"; readonly key: ThreadKey; readonly text: string; readonly note?: true }
  | { readonly type: "list"; readonly view: ListView }
  | { readonly type: "unlist"; readonly list: ListKey }
  | { readonly type: "list-more"; readonly list: ListKey };

/** What commands work on. */
export interface Workshop {
  readonly model: Model;
  readonly threads: Threads;
  readonly outbox: Outbox;
  readonly needs: Needs;
  readonly links: FileLinks;
  /** As others see this person. */
  readonly me: () => Party;
  /** Sends if the link is live. Returns whether it is. */
  readonly send: (frame: ClientFrame) => boolean;
  /** Why the server would refuse this message for good, if it would. */
  readonly refusal: (item: Waiting) => Refused | undefined;
}

/** @param page who asks: a thread stays as long as any page shows it */
export const apply = (command: Command, page: string, shop: Workshop): void => {
  const { model, threads, outbox } = shop;
  switch (command.type) {
    case "open": {
      const entry = threads.ensure(command.key, command.target);
      entry.viewers.add(page);
      entry.refused = undefined;
      if (entry.conversation !== undefined) model.copies.touch(entry.conversation);
      break;
    }
    case "leave":
      threads.get(command.key)?.viewers.delete(page);
      threads.trim(model, outbox);
      break;
    case "older": {
      const entry = threads.get(command.key);
      if (entry) entry.wantsOlder = true;
      break;
    }
    case "send":
      submit(command.item, command.bytes, shop);
      break;
    case "retry":
      outbox.retry(command.id, command.anyway);
      break;
    case "discard":
      outbox.remove(command.id);
      break;
    case "relink":
      shop.links.doubt(command.attachment);
      break;
    case "draft":
      threads.draft(draftKey(command.key, command.note), command.text);
      break;
    case "list":
      model.inboxes.view(command.view, page);
      break;
    case "unlist":
      model.inboxes.leave(command.list, page);
      break;
    case "list-more":
      model.inboxes.more(command.list);
      break;
    default: {
      const conversation = threads.get(command.key)?.conversation;
      if (conversation !== undefined) applyInside(command, conversation, shop);
    }
  }
};

const applyInside = (command: Inside, conversation: string, { model, needs, me, send }: Workshop): void => {
  switch (command.type) {
    case "seen":
      model.seen(conversation);
      break;
    case "typing":
      model.typing.tell(conversation, () => send({ type: "typing", conversation }));
      break;
    case "edit":
    case "remove":
      needs.change(...rewriting(model, conversation, command));
      break;
    case "status":
      needs.change(...settingStatus(model, conversation, command.status));
      break;
    case "assign":
      needs.change(...assigning(model, conversation, command.agent));
      break;
    case "note":
      needs.change(...noting(model, conversation, { ...command, author: me() }));
      break;
    case "trail":
      model.desk.ask(conversation, command.seq);
      break;
    case "block":
      needs.change(...blocking(model, conversation, command.on));
      break;
    case "report":
      needs.change(...reporting(conversation, command.reason, command.text));
      break;
    default:
      unreachable(command);
  }
};

/** D5: from here on it is in the outbox, whatever happens to the page or the link. */
const submit = (item: Waiting, bytes: Bytes | undefined, { model, threads, outbox, refusal }: Workshop): void => {
  const { conversation } = threads.ensure(item.key, item.target);
  const refused = refusal(item);
  outbox.add({ ...item, ...(conversation !== undefined && { conversation }), ...(refused && { refused }) }, bytes);
  threads.draft(item.key, "");
  if (conversation !== undefined) model.typing.sent(conversation);
};
