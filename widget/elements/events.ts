import type { Request } from "../controllers/perform";

/** State flows down, requests go up: this one, from any depth, through shadow roots. */
export class ChatRequestEvent extends Event {
  static readonly type = "chat-request";
  constructor(readonly request: Request) {
    super(ChatRequestEvent.type, { bubbles: true, composed: true });
  }
}

/** The panel was opened, by the person or by the page. */
export class SellerChatOpenEvent extends Event {
  static readonly type = "seller-chat-open";
  constructor() {
    super(SellerChatOpenEvent.type, { bubbles: true, composed: true });
  }
}

export class SellerChatCloseEvent extends Event {
  static readonly type = "seller-chat-close";
  constructor() {
    super(SellerChatCloseEvent.type, { bubbles: true, composed: true });
  }
}

/** `count`: messages that wait for this person here. Fires at each change of it. */
export class SellerChatUnreadEvent extends Event {
  static readonly type = "seller-chat-unread";
  constructor(readonly count: number) {
    super(SellerChatUnreadEvent.type, { bubbles: true, composed: true });
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
    "chat-request": ChatRequestEvent;
    "inbox-select": InboxSelectEvent;
    "inbox-more": InboxMoreEvent;
    "seller-switch": SellerSwitchEvent;
    "seller-chat-open": SellerChatOpenEvent;
    "seller-chat-close": SellerChatCloseEvent;
    "seller-chat-unread": SellerChatUnreadEvent;
  }
}
