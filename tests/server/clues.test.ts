/** What somebody who sets up a store finds in the log when nothing comes of it. */
import { expect, test } from "bun:test";
import { RefusedOrigins } from "../../server/live/refused-origins";
import { createLog } from "../../server/log";
import { startServer } from "../support/server";

const lines = () => {
  const written: { msg: string; origin?: string; why?: string }[] = [];
  const log = createLog(
    { logLevel: "info", logFormat: "json" },
    { write: (line: string) => void written.push(JSON.parse(line)) },
  );
  return { written, log };
};

test("a page that isn't listed has one line, whatever it asks and however often", async () => {
  const { written, log } = lines();
  const server = await startServer({ config: { allowedOrigins: ["https://shop.example"] }, log });
  for (const origin of ["https://shop.example", "https://other.example", "null"]) {
    const headers = { origin };
    for (let times = 0; times < 3; times++) {
      await fetch(`${server.url}/v1/guests`, { method: "OPTIONS", headers });
      await fetch(`${server.url}/v1/guests`, { method: "POST", headers });
      const wire = await server.connect(headers);
      if (origin !== "https://shop.example") expect(await wire.closed).toMatchObject({ code: 4403 });
    }
  }
  await server.stop();
  const told = written.filter(({ msg }) => msg.startsWith("origin refused"));
  expect(told.map(({ origin }) => origin)).toEqual(["https://other.example", "null"]);
  expect(told[0]?.msg).toContain("ALLOWED_ORIGINS");
});

test("made-up origins don't fill the log: a hundred lines an hour", () => {
  const { written, log } = lines();
  let now = 0;
  const refused = new RefusedOrigins(log, () => now);
  for (let n = 0; n < 1_000; n++) refused.tell(`https://${n}.example`);
  expect(written).toHaveLength(100);
  now = 3_600_000;
  refused.tell("https://0.example");
  expect(written).toHaveLength(101);
});

test("a refused token has a line that says why, and nothing of the token", async () => {
  const { written, log } = lines();
  const server = await startServer({ log });
  const token = await server.token({ sub: "anna" }, -3600);
  const wire = await server.connect();
  wire.send({ type: "hello", v: 1, token });
  await wire.closed;
  await server.stop();
  expect(written).toContainEqual(expect.objectContaining({ msg: "token refused", why: "The token has expired." }));
  expect(JSON.stringify(written)).not.toContain(token.slice(-20));
});
