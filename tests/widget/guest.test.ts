import { Identity } from "../../widget/client/identity";
import { hasGuest } from "../../widget/controllers/guest";
import { ok } from "./support/assert";
import "./support/harness";

const SERVER = "https://guest.example";
const TOKEN = `e30.${btoa(JSON.stringify({ sub: "guest:1" }))}.x`;

describe("hasGuest", () => {
  it("finds the guest where the client keeps it", async () => {
    const kept: string[] = [];
    const identity = new Identity({
      server: SERVER,
      source: () => undefined,
      fetch: async () => ({ ok: true, status: 200, json: async () => ({ id: "guest:1", token: TOKEN }) }),
      keep: {
        get: (name) => localStorage.getItem(name) ?? undefined,
        set: (name, value) => {
          kept.push(name);
          localStorage.setItem(name, value);
        },
        delete: () => {},
      },
      claimed: async () => {},
    });
    ok(!hasGuest(SERVER));
    await identity.who(true);
    ok(hasGuest(SERVER));
    for (const name of kept) localStorage.removeItem(name);
  });
});
