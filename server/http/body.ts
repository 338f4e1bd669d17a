import type { Static, TSchema } from "@sinclair/typebox";
import type { TypeCheck } from "@sinclair/typebox/compiler";
import { ChatError } from "../errors";

const MOST_BYTES = 512 * 1024;
/** From the first byte to the last (ms): a body that drips holds a request's memory. */
const WITHIN = 15_000;

/**
 * A JSON body of this shape. Ours, since Elysia's validation answers in a shape of its own and repeats what came in.
 * @throws ChatError `too_large`, or `bad_frame` that says what the body should be
 */
export async function jsonBody<T extends TSchema>(
  request: Request,
  check: TypeCheck<T>,
  shape: string,
  within = WITHIN,
): Promise<Static<T>> {
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES) throw tooLarge();
  const value = parse(await read(request, within));
  if (check.Check(value)) return value;
  throw new ChatError("bad_frame", `The body must be ${shape}.`);
}

/** A body without a length is read no further than it may go, and no longer. */
async function read(request: Request, within: number): Promise<string> {
  const reader = request.body?.getReader();
  if (!reader) return "";
  const parts: Uint8Array[] = [];
  let size = 0;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    void reader.cancel().catch(() => {}); // ends the read below
  }, within);
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.byteLength;
      if (size > MOST_BYTES) throw tooLarge();
      parts.push(next.value);
    }
  } finally {
    clearTimeout(timer);
  }
  if (late) throw new ChatError("bad_frame", "The body came too slowly.");
  return Buffer.concat(parts).toString();
}

const tooLarge = () => new ChatError("too_large", "The body is too large.");

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ChatError("bad_frame", "This is not JSON.");
  }
}
