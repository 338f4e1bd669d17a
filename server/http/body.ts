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
  const text = await request.text();
  if (text.length > MOST_BYTES) throw tooLarge();
  const value = parse(text);
  if (check.Check(value)) return value;
  throw new ChatError("bad_frame", `The body must be ${shape}.`);
}

const tooLarge = () => new ChatError("too_large", "The body is too large.");

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ChatError("bad_frame", "This is not JSON.");
  }
}
