import type { ChatClient, Outgoing, ReportReason, ThreadKey } from "../client/state";

/** What an element inside a conversation asks of the one that holds the client. */
export type Request =
  | { readonly do: "send"; readonly text: string; readonly replyTo?: number; readonly files?: readonly Outgoing[] }
  /** `anyway`: the person was warned of the contacts in it. */
  | { readonly do: "edit"; readonly seq: number; readonly text: string; readonly anyway?: true }
  | { readonly do: "remove"; readonly seq: number }
  | { readonly do: "draft"; readonly text: string }
  | { readonly do: "typing" }
  | { readonly do: "older" }
  | { readonly do: "relink"; readonly attachment: string }
  | { readonly do: "seen" }
  | { readonly do: "retry"; readonly id: string }
  | { readonly do: "discard"; readonly id: string }
  /** The person was warned of the contacts in it. */
  | { readonly do: "send-anyway"; readonly id: string }
  /** Back into the composer with it. */
  | { readonly do: "revise"; readonly id: string }
  | { readonly do: "block"; readonly on: boolean }
  /** What became of the message `seq`? `at` is what was pressed. */
  | { readonly do: "trail"; readonly seq: number; readonly at: Element }
  | { readonly do: "report"; readonly reason: ReportReason; readonly text: string };

export const perform = (client: ChatClient, key: ThreadKey, request: Request): void => {
  switch (request.do) {
    case "send":
      client.send(key, request.text, request.replyTo, request.files);
      break;
    case "edit":
      client.edit(key, request.seq, request.text, request.anyway);
      break;
    case "remove":
      client.remove(key, request.seq);
      break;
    case "draft":
      client.draft(key, request.text);
      break;
    case "typing":
      client.typing(key);
      break;
    case "older":
      client.older(key);
      break;
    case "relink":
      client.relink(request.attachment);
      break;
    case "seen":
      client.seen(key);
      break;
    case "retry":
      client.retry(key, request.id);
      break;
    case "discard":
      client.discard(key, request.id);
      break;
    case "send-anyway":
      client.retry(key, request.id, true);
      break;
    case "revise":
      revise(client, key, request.id);
      break;
    case "trail":
      client.trail(key, request.seq);
      break;
    case "block":
      client.block(key, request.on);
      break;
    case "report":
      client.report(key, request.reason, request.text);
      break;
  }
};

/** Before whatever is being written. */
const revise = (client: ChatClient, key: ThreadKey, id: string): void => {
  const thread = client.state.threads.get(key);
  const waiting = thread?.messages.find((shown) => shown.kind === "waiting" && shown.id === id);
  if (waiting?.kind !== "waiting") return;
  client.draft(key, [waiting.text, thread?.draft].filter(Boolean).join("\n"));
  client.discard(key, id);
};
