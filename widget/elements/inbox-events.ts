import type { SellerSettings } from "../client/settings";
import type { InboxFilter, InboxOrder, Party, Status } from "../client/state";
import type { DeviceSettings } from "../controllers/device-settings";

/** What the inbox's parts ask of the one that holds the client. */
export type InboxRequest =
  /** Which conversations to show. */
  | { readonly do: "filter"; readonly filter: InboxFilter | undefined }
  | { readonly do: "order"; readonly order: InboxOrder }
  | { readonly do: "search"; readonly query: string }
  /** The list was refused: once more. */
  | { readonly do: "again" }
  | { readonly do: "status"; readonly status: Status }
  | { readonly do: "assign"; readonly agent: Party | null }
  | { readonly do: "note" | "note-draft"; readonly text: string }
  /** Puts this into the composer. */
  | { readonly do: "fill"; readonly text: string }
  | { readonly do: "settings" | "help" }
  | { readonly do: "save"; readonly settings: SellerSettings }
  | { readonly do: "device"; readonly device: DeviceSettings };

/** State flows down, requests go up: as `chat-request`, for the inbox's own. */
export class InboxRequestEvent extends Event {
  static readonly type = "inbox-request";
  constructor(readonly request: InboxRequest) {
    super(InboxRequestEvent.type, { bubbles: true, composed: true });
  }
}

/** One of the inbox's rows was chosen. `conversation` is its id. */
export class InboxSelectEvent extends Event {
  static readonly type = "inbox-select";
  constructor(readonly conversation: string) {
    super(InboxSelectEvent.type, { bubbles: true, composed: true });
  }
}

/** The inbox's reader comes near the end of the list. */
export class InboxMoreEvent extends Event {
  static readonly type = "inbox-more";
  constructor() {
    super(InboxMoreEvent.type, { bubbles: true, composed: true });
  }
}

/** Another seller's inbox is wanted. */
export class SellerSwitchEvent extends Event {
  static readonly type = "seller-switch";
  constructor(readonly seller: string) {
    super(SellerSwitchEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    "inbox-request": InboxRequestEvent;
    "inbox-select": InboxSelectEvent;
    "inbox-more": InboxMoreEvent;
    "seller-switch": SellerSwitchEvent;
  }
}
