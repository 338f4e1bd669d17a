import type { TObject } from "@sinclair/typebox";
import { type TypeCheck, TypeCompiler } from "@sinclair/typebox/compiler";
import { ChatError } from "../errors";
import { CLIENT_FRAMES, type ClientFrame, type ClientFrameType, Ref } from "../protocol/client-frames";
import { Uuid } from "../protocol/model";
import type { ServerFrame } from "../protocol/server-frames";

/** Compiled once; Elysia's own parser coerces text and answers in a shape of its own (docs/decisions.md). */
const checks = new Map<string, TypeCheck<(typeof CLIENT_FRAMES)[ClientFrameType]>>(
  Object.entries(CLIENT_FRAMES).map(([type, schema]) => [type, TypeCompiler.Compile(schema)]),
);

/** A refused frame comes along as far as it could be read, so that the answer can name it. */
export type Parsed = { ok: true; frame: ClientFrame } | { ok: false; error: ChatError; frame: unknown };

export function parseFrame(text: string | Buffer): Parsed {
  if (typeof text !== "string") return refuse("Frames are text, not binary.");
  try {
    return checkFrame(JSON.parse(text));
  } catch {
    return refuse("This is not JSON.");
  }
}

export function checkFrame(value: unknown): Parsed {
  const type = typeof value === "object" && value !== null && "type" in value ? value.type : undefined;
  const check = typeof type === "string" ? checks.get(type) : undefined;
  if (!check) return refuse("There is no such frame.", value);
  if (check.Check(value)) return { ok: true, frame: value };
  return refuse(`\`${type}\`: ${whatIsWrong(check, value)}`, value);
}

/** Names fields of ours, never what came in. */
function whatIsWrong(check: TypeCheck<TObject>, value: unknown): string {
  const fault = check.Errors(value).First();
  const field = fault?.path.split("/")[1] ?? "";
  if (Object.hasOwn(check.Schema().properties, field))
    return `\`${field}\` is not what it should be (${fault?.message}).`;
  return fault?.path ? "it has a field that it should not have." : "it is not what it should be.";
}

const refuse = (message: string, frame?: unknown): Parsed => ({
  ok: false,
  error: new ChatError("bad_frame", message),
  frame,
});

/** What names a frame in the answer to it: its `ref` or its `id`, where they are fit to be repeated. */
export function marks(frame: unknown): { ref?: Ref; id?: string } {
  if (typeof frame !== "object" || frame === null) return {};
  const { ref, id }: { ref?: unknown; id?: unknown } = frame;
  return { ...(isRef.Check(ref) ? { ref } : {}), ...(isId.Check(id) ? { id } : {}) };
}

const isRef = TypeCompiler.Compile(Ref);
const isId = TypeCompiler.Compile(Uuid);

export const encode = (frame: ServerFrame): string => JSON.stringify(frame);
