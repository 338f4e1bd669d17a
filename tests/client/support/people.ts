/** Real clients on a real server. */
import { type ChatClientOptions, createChatClient } from "../../../widget/client/chat-client";
import { bareEnvironment, type Environment } from "../../../widget/client/environment";
import type { ChatClient, Thread, ThreadKey } from "../../../widget/client/state";

export interface Person {
  readonly chat: ChatClient;
  /** What the log told: steps with their ids. */
  readonly steps: { readonly step: string; readonly ids: Readonly<Record<string, unknown>> }[];
  thread(key: ThreadKey): Thread;
  texts(key: ThreadKey): readonly string[];
}

export type Options = Partial<ChatClientOptions> & Pick<ChatClientOptions, "server" | "sides">;

export function person(options: Options, environment: Partial<Environment> = {}): Person {
  const steps: Person["steps"] = [];
  const log = (step: string, ids = {}) => void steps.push({ step, ids });
  const chat = createChatClient(
    { reconnect: { min: 10, max: 200 }, log, ...options },
    { ...bareEnvironment(), ...environment },
  );
  const thread = (key: ThreadKey) => {
    const found = chat.state.threads.get(key);
    if (!found) throw new Error(`no thread ${key}`);
    return found;
  };
  return {
    chat,
    steps,
    thread,
    texts: (key) => thread(key).messages.map((shown) => (shown.kind === "stored" ? shown.message.text : shown.text)),
  };
}

/** Resolves as soon as the client's state fulfils the condition; the test's own time limit ends a wait in vain. */
export const until = ({ chat }: Person, condition: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const stop = chat.subscribe(() => check());
    const check = () => {
      if (!condition()) return;
      stop();
      resolve();
    };
    check();
  });

/** How far each message of the thread has come; those in the outbox are `waiting`. */
export const deliveries = (who: Person, key: ThreadKey): readonly (string | undefined)[] =>
  who.thread(key).messages.map((shown) => (shown.kind === "stored" ? (shown.delivery ?? "theirs") : "waiting"));
