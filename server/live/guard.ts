/** The contact guard: what becomes of a text with phone numbers, addresses or names elsewhere in it. */
import * as chat from "../chat/conversations";
import type { Asker } from "../db/client";
import { ChatError } from "../errors";
import type { Live } from "./live";

/** A message on its way in; `id` where it may have been stored before. */
interface Incoming {
  readonly conversation: string;
  readonly id?: string;
  readonly anyway?: true;
}

/**
 * The text as it may be stored. What was stored once passes again (D2): its sender waits for the ack.
 * @throws ChatError `contacts`
 */
export async function guarded(live: Live, asker: Asker, incoming: Incoming, text: string): Promise<string> {
  const { contactGuard: rule } = live;
  if (rule === "off" || text === "") return text;
  const { contactsIn, masked } = await import("../chat/contacts"); // with its tables of numbers, only where it is on
  const contacts = contactsIn(text);
  if (contacts.length === 0) return text;
  const { conversation, id } = incoming;
  if (rule === "mask") {
    live.metrics.contacts.inc({ outcome: "masked" });
    return masked(text, contacts);
  }
  if (rule === "warn" && incoming.anyway) {
    live.metrics.contacts.inc({ outcome: "sent anyway" });
    return text;
  }
  if (id !== undefined && (await chat.isStored(live.db, asker, conversation, id))) return text;
  live.metrics.contacts.inc({ outcome: rule === "warn" ? "warned" : "refused" });
  throw new ChatError(
    "contacts",
    rule === "warn"
      ? "There is a phone number, an address or a name elsewhere in the text; send it with `anyway` if you mean it."
      : "Messages here hold no phone numbers, addresses or names elsewhere.",
  );
}
