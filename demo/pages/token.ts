/** Asks the demo's own backend for a token, as a store's page asks the store's. */
export async function tokenFor(who: string): Promise<string> {
  const response = await fetch("/demo/token", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ who, language: document.documentElement.lang }),
  });
  const body: unknown = await response.json();
  if (typeof body === "object" && body !== null && "token" in body && typeof body.token === "string") return body.token;
  throw new Error(`The demo has no token for ${who} (${response.status}).`);
}
