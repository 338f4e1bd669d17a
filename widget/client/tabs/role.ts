import type { Command } from "../commands";
import type { CoreDeps } from "../core";
import type { Credentials } from "../credentials";
import type { ChatState } from "../state";
import type { TabMessage } from "./messages";

/** What a tab is to the others of the same person: the one that leads, or one that follows. */
export interface Role {
  readonly state: ChatState;
  do(command: Command): void;
  probe(): void;
  renew(): void;
  hear(message: TabMessage): void;
  /** Ends it. Returns what the next role has to see to: nobody is known to have done it. */
  stop(): readonly Command[];
}

export interface RoleDeps extends CoreDeps {
  /** This tab's name. */
  readonly page: string;
  readonly post: (message: TabMessage) => void;
  /** The newest token of this tab. */
  readonly credentials: () => Credentials | undefined;
  /** Another tab's token: it may last longer than one's own. */
  readonly offer: (credentials: Credentials) => void;
  /** What this page has open, and lists. */
  readonly lasting: () => Iterable<Command>;
}
