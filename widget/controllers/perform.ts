import type { ChatClient, Outgoing, ThreadKey } from "../client/state";

/** What an element inside a conversation asks of the one that holds the client. */
export type Request =
  | { readonly do: "send"; readonly text: string; readonly files?: readonly Outgoing[] }
  | { readonly do: "draft"; readonly text: string }
  | { readonly do: "typing" }
  | { readonly do: "older" }
  | { readonly do: "relink"; readonly attachment: string }
  | { readonly do: "seen" }
  | { readonly do: "retry"; readonly id: string }
  | { readonly do: "discard"; readonly id: string };

export const perform = (client: ChatClient, key: ThreadKey, request: Request): void => {
  switch (request.do) {
    case "send":
      client.send(key, request.text, undefined, request.files);
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
  }
};
