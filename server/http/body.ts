import type { Static, TSchema } from "@sinclair/typebox";
import type { TypeCheck } from "@sinclair/typebox/compiler";
import { ChatError } from "../errors";

const MOST_BYTES = 512 * 1024;

/**
 * A JSON body of this shape. Ours, since Elysia's validation answers in a shape of its own and repeats what came in.
 * @throws ChatError `too_large`, or `bad_frame` that says what the body should be
 */
export async function jsonBody<T extends TSchema>(
  request: Request,
  check: TypeCheck<T>,
  shape: string,
): Promise<Static<T>> {
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES) throw tooLarge();
  const value = parse(await read(request));
  if (check.Check(value)) return value;
  throw new ChatError("bad_frame", `The body must be ${shape}.`);
}

/** A body without a length is read no further than it may go. */
async function read(request: Request): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.byteLength;
    if (size > MOST_BYTES) throw tooLarge();
    parts.push(part);
  }
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
