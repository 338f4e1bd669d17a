/** Writes down what a client hears and shows. */
import type { ClientFrame } from "../../server/protocol/client-frames";
import type { ServerFrame } from "../../server/protocol/server-frames";
import type { ShownMessage, Thread } from "../../widget/client/state";
import type { OpenTransport, TransportKind } from "../../widget/client/transports/transport";
import { joined } from "../../widget/client/view";
import type { Entry, Glimpse } from "./ledger";

export type Tell = (entry: Entry) => void;

/** The transport, and beside it a line in the log for each frame that the checker looks at. */
export const recorded =
  (open: OpenTransport, over: TransportKind, tell: Tell): OpenTransport =>
  (on) => {
    /** Which conversation an answer is about: only its question tells. */
    const asked = new Map<string | number, string>();
    let linked = false;
    const transport = open({
      ...on,
      welcome(frame, hello) {
        // A second welcome on a WebSocket renews the token; with polling each is a session of its own.
        if (!linked || over === "polling") tell({ is: "linked", over });
        linked = true;
        on.welcome(frame, hello);
      },
      frame(frame) {
        const entry = entryOf(frame, asked);
        if (entry) tell(entry);
        on.frame(frame);
      },
    });
    return {
      kind: transport.kind,
      close: () => transport.close(),
      send(frame) {
        remember(frame, asked);
        transport.send(frame);
      },
    };
  };

const remember = (frame: ClientFrame, asked: Map<string | number, string>): void => {
  const { type } = frame;
  const older = type === "history" && frame.before !== undefined; // tells nothing of what is new
  if (type === "changes" || type === "edit" || type === "remove" || (type === "history" && !older))
    asked.set(frame.ref, frame.conversation);
};

const entryOf = (frame: ServerFrame, asked: ReadonlyMap<string | number, string>): Entry | undefined => {
  switch (frame.type) {
    case "message": {
      const { id, seq, rev } = frame.message;
      return { is: "message", conversation: frame.conversation, id, seq, rev };
    }
    case "ack": {
      const { id, conversation, seq, rev } = frame;
      return { is: "acked", id, conversation, seq, rev };
    }
    case "opened":
      return { is: "covered", conversation: frame.conversation.id, rev: frame.conversation.rev };
    case "resumed":
      return { is: "covered", conversation: frame.conversation, rev: frame.rev };
    case "page":
    case "done": {
      const conversation = asked.get(frame.ref);
      const is = frame.type === "page" ? "covered" : "done";
      return conversation === undefined ? undefined : { is, conversation, rev: frame.rev };
    }
    default:
      return undefined;
  }
};

/** While a log is loaded, also anew, nothing of it is there, and that is no loss; what waits is in view all the time. */
export const inView = (
  before: readonly ShownMessage[],
  { messages, loading }: Pick<Thread, "messages" | "loading">,
): readonly ShownMessage[] =>
  loading === "opening"
    ? joined(
        before.filter(({ kind }) => kind === "stored"),
        messages,
      )
    : messages;

/** What has changed in a thread's messages, if anything. The same message is the same object. */
export function change(
  thread: string,
  before: readonly ShownMessage[],
  after: readonly ShownMessage[],
): Entry | undefined {
  if (before === after) return undefined;
  const most = Math.min(before.length, after.length);
  let at = 0;
  while (at < most && before[at] === after[at]) at++;
  let end = 0;
  while (end < most - at && before.at(-1 - end) === after.at(-1 - end)) end++;
  const gone = before.length - end - at;
  const come = after.slice(at, after.length - end).map(glimpse);
  return gone === 0 && come.length === 0 ? undefined : { is: "showed", thread, at, gone, come };
}

const glimpse = (shown: ShownMessage): Glimpse =>
  shown.kind === "waiting"
    ? { id: shown.id }
    : { id: shown.message.id, seq: shown.message.seq, rev: shown.message.rev };
