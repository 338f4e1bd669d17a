/** One place that turns a fault into `{code, message}` and its status. Nothing of the request is repeated. */
import { Elysia } from "elysia";
import { asChatError, ChatError, internal, STATUS } from "../errors";
import type { Log } from "../log";
import type { Metrics } from "../metrics";
import type { Fault } from "../protocol/rest";

export const faults = (log: Log, { refused }: Pick<Metrics, "refused">) =>
  new Elysia({ name: "seller-chat-faults" }).onError({ as: "scoped" }, ({ error, code, set }): Fault => {
    const known = fault(error, code);
    if (!known) log.error({ err: error }, "a request failed");
    const { code: name, message, retryAfter } = known ?? internal();
    refused.inc({ code: name });
    set.status = STATUS[name];
    if (retryAfter !== undefined) set.headers["retry-after"] = String(Math.ceil(retryAfter / 1000));
    return { code: name, message, ...(retryAfter === undefined ? {} : { retryAfter }) };
  });

function fault(error: unknown, code: string | number): ChatError | undefined {
  if (code === "NOT_FOUND") return new ChatError("not_found", "There is nothing at this address.");
  if (code === "PARSE" || code === "VALIDATION")
    return new ChatError("bad_frame", "The body is not what this address takes.");
  return asChatError(error);
}
