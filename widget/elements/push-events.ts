/** What a person wants of notifications. It is heard in the turn of their click: later, no browser would ask them. */
export class PushRequestEvent extends Event {
  static readonly type = "push-request";
  constructor(
    readonly request:
      | { readonly do: "on" }
      | { readonly do: "off" }
      | { readonly do: "not-now" }
      | { readonly do: "quiet"; readonly quiet: boolean },
  ) {
    super(PushRequestEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    "push-request": PushRequestEvent;
  }
}
