/** How one person is connected to a system under test. Everything else about the load is the same for all of them. */
import type { Person } from "../../stage/cast";
import { echo } from "./echo";
import { polling } from "./polling";
import { sellerChat, sellerChatWithReceipts } from "./seller-chat";
import { socketIo } from "./socket-io";

/** What a link hears. `id` is the message's. */
export interface Ears {
  /** A message of this person's is stored. */
  acked(id: string): void;
  /** Another's message has come. */
  delivered(id: string): void;
}

export interface Link {
  send(id: string, conversation: string, text: string): void;
  close(): void;
}

/** Resolves when the person is signed in. A link that breaks later ends the load's process: nothing may be lost. */
export type Connect = (url: string, person: Person, ears: Ears) => Promise<Link>;

export const LINKS = {
  "seller-chat": sellerChat,
  "seller-chat with receipts": sellerChatWithReceipts,
  "socket.io": socketIo,
  polling,
  echo,
} as const satisfies Record<string, Connect>;
export type LinkKind = keyof typeof LINKS;
