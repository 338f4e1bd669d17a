import type { ReactiveControllerHost } from "lit";
import type { ChatClient, ChatState, Side, ThreadKey } from "../client/state";

/** The element around it, as far as notifications go. */
export interface PushHost extends ReactiveControllerHost {
  readonly side: Side;
  readonly server: string;
  /** BCP 47. */
  readonly locale: string;
  readonly client: ChatClient | undefined;
  readonly chat: ChatState;
  /** The client has found out that nobody is signed in. */
  readonly nobody: boolean;
  /** Of the conversation in view. */
  key(): ThreadKey | undefined;
  /** Whether this page is where a notification of that conversation leads. */
  has(conversation: string): boolean;
  open(conversation: string): void;
}
