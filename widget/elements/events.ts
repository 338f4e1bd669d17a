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

declare global {
  interface HTMLElementEventMap {
    "chat-request": ChatRequestEvent;
    "seller-chat-open": SellerChatOpenEvent;
    "seller-chat-close": SellerChatCloseEvent;
    "seller-chat-unread": SellerChatUnreadEvent;
  }
}
