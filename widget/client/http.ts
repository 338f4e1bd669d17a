import type { Fault } from "../../server/protocol/rest";

/** What of `fetch` is used here, so that a test can hand in its own. */
export type Fetch = (
  url: string,
  init: { method: "POST"; headers: Record<string, string>; body: string; signal?: AbortSignal },
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

/**
 * Posts JSON, answers JSON. No cookie goes along: the token in the body is all there is (S1).
 *
 * @throws HttpFault for a 4xx or 5xx; whatever `fetch` throws without a network
 */
export const post = async (fetch: Fetch, url: string, body: unknown, signal?: AbortSignal): Promise<unknown> => {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
  if (answer.ok) return answer.json();
  const fault = await answer.json().catch(() => undefined);
  throw new HttpFault(answer.status, typeof fault === "object" && fault !== null ? fault : {});
};
