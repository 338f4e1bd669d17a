/** Who is here: the store's token, a guest, and how one becomes the other. */
import { beforeEach, describe, expect, test } from "bun:test";
import { Refusal } from "../../widget/client/credentials";
import type { Fetch } from "../../widget/client/http";
import { Identity } from "../../widget/client/identity";
import { type Keep, memoryKeep } from "../../widget/client/keep";
import { Pass } from "../../widget/client/pass";
import { FakeBrowser } from "./support/browser";
import { FakeClock } from "./support/clock";
import { fakeToken } from "./support/tokens";

const GUEST = fakeToken({ sub: "guest:1" });
const ANN = fakeToken({ sub: "ann" });

let keep: Keep;
let token: string | undefined;
let asked: { path: string; body: unknown }[];
let answers: Record<string, () => { status: number; body: object }>;
let moved: string[];

beforeEach(() => {
  keep = memoryKeep();
  token = undefined;
  [asked, moved] = [[], []];
  answers = {
    "/v1/guests": () => ({ status: 200, body: { id: "guest:1", token: GUEST, expires: "" } }),
    "/v1/guests/claim": () => ({ status: 200, body: { conversations: 1 } }),
  };
});

const fetch: Fetch = async (url, { body }) => {
  const path = url.replace("http://chat", "");
  asked.push({ path, body: JSON.parse(body ?? "") });
  const { status, body: answer } = answers[path]?.() ?? { status: 404, body: {} };
  return { ok: status < 400, status, json: async () => answer };
};
const identity = (locks = new FakeBrowser().tab().environment.locks) =>
  new Identity({
    server: "http://chat",
    source: () => token,
    fetch,
    keep,
    locks,
    claimed: async (guest, user) => void moved.push(`${guest} → ${user}`),
  });

describe("a guest", () => {
  test("is made when asked for, once, and kept", async () => {
    const who = identity();
    expect(await who.who(false)).toBeUndefined();
    expect(asked).toEqual([]);
    expect((await who.who(true))?.user).toBe("guest:1");
    expect((await identity().who(false))?.user).toBe("guest:1");
    expect(asked).toHaveLength(1);
  });

  test("D10 of two tabs that ask at once is the same", async () => {
    const { locks } = new FakeBrowser().tab().environment;
    const both = await Promise.all([identity(locks).who(true), identity(locks).who(true)]);
    expect(both.map((one) => one?.user)).toEqual(["guest:1", "guest:1"]);
    expect(asked).toHaveLength(1);
  });

  test("is refused for good where guests can't write, and tried again when the server is away", async () => {
    answers["/v1/guests"] = () => ({ status: 403, body: { code: "forbidden", message: "sign in" } });
    await expect(identity().who(true)).rejects.toEqual(new Refusal("forbidden", "sign in"));
    answers["/v1/guests"] = () => ({ status: 503, body: { code: "unavailable", message: "" } });
    await expect(identity().who(true)).rejects.not.toBeInstanceOf(Refusal);
  });

  test("that somebody else wrote into the storage is nobody", async () => {
    keep.set("seller-chat guest http://chat", "nonsense");
    expect(await identity().who(false)).toBeUndefined();
  });
});

describe("a guest who signs in", () => {
  beforeEach(async () => {
    await identity().who(true);
    asked = [];
    token = ANN;
  });

  test("is claimed, then what the browser keeps changes hands", async () => {
    expect((await identity().who(false))?.user).toBe("ann");
    expect(asked).toEqual([{ path: "/v1/guests/claim", body: { guest: GUEST, token: ANN } }]);
    expect(moved).toEqual(["guest:1 → ann"]);
    token = undefined;
    expect(await identity().who(false)).toBeUndefined();
  });

  test("whom the server doesn't accept any more leaves what they wrote all the same", async () => {
    answers["/v1/guests/claim"] = () => ({ status: 403, body: { code: "forbidden", message: "" } });
    await identity().who(false);
    expect(moved).toEqual(["guest:1 → ann"]);
  });

  test("with a token that is not accepted stays a guest until there is a better one", async () => {
    answers["/v1/guests/claim"] = () => ({ status: 401, body: { code: "unauthorized", message: "" } });
    expect((await identity().who(false))?.user).toBe("ann");
    expect(moved).toEqual([]);
    answers["/v1/guests/claim"] = () => ({ status: 200, body: { conversations: 1 } });
    await identity().who(false);
    expect(moved).toEqual(["guest:1 → ann"]);
  });

  test("waits for a server that is away, and is left for later by one that can't do it", async () => {
    answers["/v1/guests/claim"] = () => ({ status: 503, body: {} });
    await expect(identity().who(false)).rejects.toThrow();
    delete answers["/v1/guests/claim"];
    expect((await identity().who(false))?.user).toBe("ann");
    expect(moved).toEqual([]);
    token = undefined;
    expect((await identity().who(false))?.user).toBe("guest:1");
  });
});

describe("a pass", () => {
  const at = (expires: number, user = "ann") => ({ token: `${user} ${expires}`, user, expires });
  const clock = new FakeClock();
  const soon = clock.now() + 5_000;
  const later = clock.now() + 3_600_000;

  test("asks for a token when there is need of a newer one, and not before", async () => {
    let asks = 0;
    const ask = async () => at(later + ++asks);
    const pass = new Pass(at(later), clock, ask, () => {});
    await pass.get(false);
    expect(asks).toBe(0);
    await pass.get(true);
    expect(asks).toBe(1);
    expect((await new Pass(at(soon), clock, ask, () => {}).get(false)).expires).toBe(later + 2);
  });

  test("D10 takes another tab's token if it lasts longer", async () => {
    const pass = new Pass(
      at(soon),
      clock,
      async () => at(soon),
      () => {},
    );
    pass.offer(at(later));
    expect((await pass.get(true)).expires).toBe(later);
    pass.offer(at(later, "bob"));
    expect((await pass.get(true)).user).toBe("ann");
  });

  test("tells when it is somebody else", async () => {
    let told = 0;
    const pass = new Pass(
      at(soon),
      clock,
      async () => at(later, "bob"),
      () => told++,
    );
    await expect(pass.get(true)).rejects.toBeInstanceOf(Refusal);
    expect(told).toBe(1);
  });
});
