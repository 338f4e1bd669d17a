/** S9 What was issued before a person was revoked counts nowhere any more. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { Gate } from "../../server/auth/gate";
import { keysFrom } from "../../server/auth/keys";
import { signGuest, signUser } from "../../server/auth/tokens";
import { claimGuest } from "../../server/db/people";
import { revoke } from "../../server/db/revocations";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
let gate: Gate;
const KEYS = keysFrom("another secret of these tests, thirty-two bytes");
beforeAll(async () => {
  server = await startServer();
  gate = new Gate(KEYS, server.db);
});
afterAll(() => server.stop());

const asks = (authorization?: string) =>
  gate.authenticate(new Request("http://chat/", authorization ? { headers: { authorization } } : {}));

test("a bearer's token says who asks; without one, or with a wrong one, nobody does", async () => {
  const token = await signUser(KEYS, { sub: "anna", name: "Анна", sellers: ["svet"] });
  expect(await asks(`Bearer ${token}`)).toMatchObject({ id: "anna", guest: false, sellers: [{ id: "svet" }] });
  for (const wrong of [
    undefined,
    token,
    "Bearer",
    "Bearer ",
    `Basic ${token}`,
    `Bearer ${token} x`,
    `Bearer ${token}x`,
  ])
    await expect(asks(wrong)).rejects.toMatchObject({ code: "unauthorized" });
});

test("S9 a bearer's token counts no more once its person was revoked, or the guest has signed in", async () => {
  const token = await signUser(KEYS, { sub: "vera" });
  const guest = await signGuest(KEYS);
  await asks(`Bearer ${token}`);
  await asks(`Bearer ${guest.token}`);
  await revoke(server.db.writes, "vera");
  await claimGuest(server.db.writes, guest.id, "vera");
  await expect(asks(`Bearer ${token}`)).rejects.toMatchObject({ code: "unauthorized" });
  await expect(asks(`Bearer ${guest.token}`)).rejects.toMatchObject({ code: "unauthorized" });
});
