import type { Fault } from "../../server/protocol/rest";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** What of `fetch` is used here, so that a test can hand in its own. */
export type Fetch = (
  url: string,
  init: { method: Method; headers: Record<string, string>; body?: string; signal?: AbortSignal },
) => Promise<{ readonly ok: boolean; readonly status: number; json(): Promise<unknown> }>;

/** The server answered, and said no. */
export class HttpFault extends Error {
  override readonly name = "HttpFault";
  constructor(
    readonly status: number,
    readonly fault: Partial<Fault>,
  ) {
    super(fault.message ?? `status ${status}`);
  }
}

interface Request {
  readonly method: Method;
  readonly url: string;
  /** Goes along as `Authorization: Bearer`. */
  readonly token?: string;
  /** Anything that JSON holds. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/**
 * JSON goes, JSON comes; undefined where the server has nothing to say (204). No cookie goes along: the token is all
 * there is (S1).
 *
 * @throws HttpFault for a 4xx or 5xx; whatever `fetch` throws without a network
 */
export const ask = async (fetch: Fetch, { method, url, token, body, signal }: Request): Promise<unknown> => {
  const answer = await fetch(url, {
    method,
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  if (answer.ok) return answer.status === 204 ? undefined : answer.json();
  const fault = await answer.json().catch(() => undefined);
  throw new HttpFault(answer.status, typeof fault === "object" && fault !== null ? fault : {});
};

export const post = (fetch: Fetch, url: string, body: unknown, signal?: AbortSignal): Promise<unknown> =>
  ask(fetch, { method: "POST", url, body, ...(signal && { signal }) });
