import type { Command } from "../commands";
import type { Credentials } from "../credentials";
import type { Patch } from "./mirror";

/** Names the form of what tabs say to each other. Pages with another one don't hear these, and run a link of their own. */
export const TABS_VERSION = 1;

/** What a tab says to the one that leads. `page` is its name. */
type FromPage =
  /** Is there somebody who leads? Tell me everything. */
  | { readonly type: "join"; readonly page: string; readonly credentials: Credentials | undefined }
  /** Do this; `n` counts up. */
  | { readonly type: "do"; readonly page: string; readonly n: number; readonly command: Command }
  /** A person looks at this page: are you awake? */
  | { readonly type: "ping"; readonly page: string }
  /** The link may have died unseen. */
  | { readonly type: "wake"; readonly page: string }
  /** The host page has a newer token. */
  | { readonly type: "token"; readonly page: string; readonly credentials: Credentials };

/** What the tab that leads says to the others. `leader` is its page's name. */
export type FromLeader =
  /** From now on it is me. */
  | { readonly type: "lead"; readonly leader: string }
  | {
      readonly type: "state";
      readonly leader: string;
      /** Which state this changes: `version` of an earlier one, or 0, a state without anything. */
      readonly base: number;
      readonly version: number;
      readonly patch: Patch;
      /** By page, up to which of its commands all are done. */
      readonly done: Readonly<Record<string, number>>;
    }
  | { readonly type: "pong"; readonly leader: string }
  | {
      readonly type: "log";
      readonly leader: string;
      readonly step: string;
      readonly ids: Readonly<Record<string, string | number | undefined>> | undefined;
    };

export type TabMessage = FromPage | FromLeader;

/** Only this script, in this version, posts on its channel; anything else there is somebody's mistake. */
export const isTabMessage = (data: unknown): data is TabMessage =>
  typeof data === "object" && data !== null && "type" in data && ("page" in data || "leader" in data);
