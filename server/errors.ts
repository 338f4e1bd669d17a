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
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
};

export const unreachable = (value: never): never => {
  throw new Error(`Unreachable: ${JSON.stringify(value)}`);
};
