/**
 * The script of `/dashboard`: the inbox, signed in by the store. The store tells who sits here (`data-token-url`): it
 * answers a request with its own cookies by `{"token": "…"}`, or 401 if nobody is signed in there.
 */
import "./seller-inbox";
import { keepShell } from "./controllers/offline-shell";

const tokenAt = async (address: string): Promise<string | undefined> => {
  const answer = await fetch(address, { credentials: "include", headers: { accept: "application/json" } });
  if (answer.status === 401 || answer.status === 403) return undefined;
  const body: unknown = answer.ok ? await answer.json() : undefined;
  if (typeof body === "object" && body !== null && "token" in body && typeof body.token === "string") return body.token;
  throw new Error(`the store gave no token (${answer.status})`);
};

const inbox = document.querySelector("seller-inbox");
const address = inbox?.dataset.tokenUrl;
if (inbox && address) {
  inbox.getToken = () => tokenAt(address);
  // Whoever signs in at the store comes back to this tab.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") inbox.tokenChanged();
  });
}
void keepShell();
