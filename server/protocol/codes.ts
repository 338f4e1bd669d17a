/** What an `error` frame or the body of a 4xx/5xx says in `code`. */
export const ERROR_CODES = [
  "bad_frame",
  "unauthorized",
  "forbidden",
  "not_found",
  "conflict",
  "too_long",
  "too_large",
  "unsupported", // a kind of file that isn't taken
  "contacts", // a text with contacts in it, where the marketplace wants none
  "rate_limited",
  "unavailable",
  "internal",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Why the server closes a socket. 1012 is RFC 6455's "service restart"; the others are ours. */
export const CLOSE = {
  malformed: 4400,
  unauthorized: 4401,
  origin: 4403,
  timeout: 4408, // no hello, or silent for too long
  tooLarge: 4413,
  tooMany: 4429,
  slowReader: 4503,
  restart: 1012,
} as const;
