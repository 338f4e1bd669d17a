import { TypeCompiler } from "@sinclair/typebox/compiler";
import { Elysia } from "elysia";
import { ChatError } from "../errors";
import type { Live } from "../live/live";
import { poll } from "../live/poll";
import { PollRequest } from "../protocol/rest";
import { addressOf } from "./address";

const MOST_BYTES = 512 * 1024;
const request = TypeCompiler.Compile(PollRequest);

export const polling = ({ live, trustProxy }: { live: Live; trustProxy: boolean }) =>
  new Elysia().post(
    "/v1/poll",
    async ({ request, server }) =>
      poll(live, await body(request), addressOf(request, server, trustProxy), request.signal),
    { parse: "none" },
  );

async function body(incoming: Request): Promise<PollRequest> {
  if (Number(incoming.headers.get("content-length") ?? 0) > MOST_BYTES)
    throw new ChatError("too_large", "The body is too large.");
  const text = await incoming.text();
  if (text.length > MOST_BYTES) throw new ChatError("too_large", "The body is too large.");
  const value = parse(text);
  if (request.Check(value)) return value;
  throw new ChatError("bad_frame", "The body must be {frames: [hello, …], wait?}.");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ChatError("bad_frame", "This is not JSON.");
  }
}
