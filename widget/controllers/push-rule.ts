/** Pure: what the bell says, and what becomes of a subscription when somebody else is here. */

/** What the browser gives, and what we know of it. */
export interface PushFacts {
  /** The browser has all that it takes, in a page like this one. */
  readonly able: boolean;
  /** `navigator.standalone`: false in a tab of iOS, where only a page on the home screen can be notified. */
  readonly standalone: boolean | undefined;
  readonly permission: NotificationPermission;
  /** This person wants it here, and the server knows. */
  readonly subscribed: boolean;
}

/** `granted-off`: the browser would let us, the person hasn't asked, or asked us to stop. */
export type PushState = "unsupported" | "ios" | "default" | "granted-off" | "on" | "denied";

export const pushState = ({ able, standalone, permission, subscribed }: PushFacts): PushState => {
  if (!able) return standalone === false ? "ios" : "unsupported";
  if (permission === "denied") return "denied";
  if (permission === "default") return "default";
  return subscribed ? "on" : "granted-off";
};

/** Worth asking about: the person can say yes, and it will work. */
export const canTurnOn = (state: PushState): boolean => state === "default" || state === "granted-off";

const isGuest = (person: string): boolean => person.startsWith("guest:");

/**
 * The subscription belongs to `owner`, and `here` is who is here now; undefined: nobody. A guest who signs in keeps it (the
 * server has moved it to them). Anybody else was not asked, and must not be told what is the owner's.
 */
export const fateOf = (owner: string, here: string | undefined): "keep" | "drop" => {
  if (owner === here) return "keep";
  return here !== undefined && isGuest(owner) && !isGuest(here) ? "keep" : "drop";
};

/** How this page subscribes: a worker on its own origin, or a small window on the server's. */
export type PushWay = { readonly name: "worker"; readonly script: string } | { readonly name: "window" };

/**
 * @param attribute `service-worker`; empty when the page has none
 * @param server origin of the chat server
 * @param base address of the page
 */
export const wayOf = (attribute: string, server: string, base: string): PushWay => {
  const { origin } = new URL(base);
  if (attribute !== "" && URL.canParse(attribute, base)) {
    const script = new URL(attribute, base);
    if (script.origin === origin) return { name: "worker", script: script.href };
  }
  return server === origin ? { name: "worker", script: `${origin}/push-worker.js` } : { name: "window" };
};

/** `#seller-chat=<conversation>`, as a notification leads to it. */
export const linkedConversation = (hash: string): string | undefined =>
  /^#seller-chat=([0-9a-f-]{36})$/.exec(hash)?.[1];
