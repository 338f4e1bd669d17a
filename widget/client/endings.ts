/** What the way in which a link ended means for the next one. */
import { CLOSE, type ErrorCode } from "../../server/protocol/codes";
import type { ServerFrame } from "../../server/protocol/server-frames";

/** This often in a row the server may refuse a token before people are told. */
const STRIKES = 3;

/**
 * Which ends make every further attempt pointless.
 *
 * @param code as in `CLOSE`. @param strikes tokens refused in a row. @param live whether it was signed in
 */
export const refusalOf = (code: number, strikes: number, live: boolean): ErrorCode | undefined => {
  if (strikes >= STRIKES) return "unauthorized";
  if (code === CLOSE.origin) return "forbidden";
  if (code === CLOSE.malformed && !live) return "bad_frame";
  return undefined;
};

/** How long the server says to stay away, if it does. An error that names no request is the link's own. */
export const waitOf = (frame: ServerFrame): number | undefined => {
  if (frame.type === "bye") return frame.retryAfter;
  const ofLink = frame.type === "error" && frame.ref === undefined && frame.id === undefined;
  return ofLink ? frame.retryAfter : undefined;
};
