import type { ErrorCode } from "./protocol/codes";

/** What a person or a program did wrong, or what we can't do now. Its kind decides frame, status and log level. */
export class ChatError extends Error {
  override readonly name = "ChatError";
  constructor(
    readonly code: ErrorCode,
    message: string,
    /** Milliseconds after which the same request may succeed. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

/** A start that can't succeed; `message` is one sentence for the operator. */
export class StartError extends Error {
  override readonly name = "StartError";
}

/** HTTP status of each code. */
export const STATUS: Record<ErrorCode, number> = {
  bad_frame: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_long: 422,
  too_large: 413,
  unsupported: 415,
  contacts: 422,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
};

/** SQLSTATE classes 08 (connection), 25006 (read-only), 53 (resources) and 57P (shutdown); postgres.js's own codes. */
export const isAway = (error: unknown): boolean =>
  /^(08|53|57P|25006|CONNECT|ECONN|ENOENT|EPIPE|ETIMEDOUT)/.test(codeOf(error));

/** SQLSTATE class 22: a value that PostgreSQL can't hold, such as NUL in a name or the 99th of a month. */
const isUnfit = (error: unknown): boolean => /^22...$/.test(codeOf(error));

/** SQLSTATE, a system's or a library's own; empty where there is none. */
export const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");

/** SQLSTATE class 40 and 55P03: somebody else was there at the same time, and nothing of it has happened. */
const isInTheWay = (error: unknown): boolean => /^(40...|55P03)$/.test(codeOf(error));

/** What a fault is to the one who asked; undefined when it is ours, and belongs into the log. */
export function asChatError(error: unknown): ChatError | undefined {
  if (error instanceof ChatError) return error;
  if (isAway(error)) return new ChatError("unavailable", "The database does not answer; please wait a moment.", 1000);
  if (isInTheWay(error)) return new ChatError("unavailable", "Somebody else was faster; please try again.", 1000);
  if (isUnfit(error)) return new ChatError("bad_frame", "A value here is nothing that can be stored or looked up.");
  return undefined;
}

/** What the one who asked is told of a fault of ours. */
export const internal = () => new ChatError("internal", "Something went wrong on the server.");

export const unreachable = (value: never): never => {
  throw new Error(`Unreachable: ${JSON.stringify(value)}`);
};
