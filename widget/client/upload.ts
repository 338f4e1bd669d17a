import { HttpFault } from "./http";

/** How a form with a file goes to the server. `fetch` can't tell how far it is; a browser's environment can. */
export type Upload = (request: {
  readonly url: string;
  readonly token: string;
  readonly form: FormData;
  readonly signal: AbortSignal;
  /** 0 to 1 */
  readonly progress: (progress: number) => void;
}) => Promise<{ readonly status: number; readonly text: string }>;

/** Tells of no progress. */
export const fetchUpload: Upload = async ({ url, token, form, signal }) => {
  const answer = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: form,
    signal,
  });
  return { status: answer.status, text: await answer.text() };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a proxy's page
  }
};

/** @throws HttpFault for a 4xx or 5xx; whatever `upload` throws without a network */
export const uploaded = async (upload: Upload, request: Parameters<Upload>[0]): Promise<unknown> => {
  const { status, text } = await upload(request);
  const answer = parsed(text);
  if (status >= 200 && status < 300) return answer;
  throw new HttpFault(status, typeof answer === "object" && answer !== null ? answer : {});
};
