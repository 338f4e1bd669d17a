import { afterEach, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { commandOf } from "../../server/db/postmaster";
import { House } from "./house";

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await Bun.sleep(10);
};

const open: House[] = [];
afterEach(async () => {
  for (const house of open.splice(0)) await house.close();
});

async function house(): Promise<House> {
  const made = await House.open();
  open.push(made);
  return made;
}

test("server and database can be killed in any order, and are there again", async () => {
  const here = await house();
  await here.end("SIGKILL");
  expect(here.port).toBe(1);
  await here.start();
  await here.ready();
  expect(here.killDatabase()).toBe(true);
  await here.ready();
  while (here.killDatabase()); // again at once, there is none
  await here.end("SIGKILL");
  await here.start();
  await here.ready();
  await here.end("SIGTERM");
  await here.start();
  expect(await here.look(async (tx) => (await tx`select count(*)::int as n from chat.message`)[0]?.n)).toBe(0);
  expect(here.surprises).toEqual([]);
}, 60_000);

test("a server that ends by itself is told", async () => {
  const here = await house();
  process.kill(here.traces.server, "SIGKILL");
  await until(() => here.surprises.length === 1);
}, 60_000);

test("whoever owns it may be killed: no server, no database and no folder stays behind", async () => {
  const owner = Bun.spawn([process.execPath, join(import.meta.dir, "house-owner.ts")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { value } = await owner.stdout.getReader().read();
  const traces: House["traces"] = JSON.parse(new TextDecoder().decode(value));
  const { server, folder, postmaster, socketFolder } = traces;
  for (const pid of [server, postmaster]) expect(commandOf(pid)).toBeDefined();
  owner.kill("SIGKILL");
  await until(() => [folder, socketFolder].every((each) => !existsSync(each)));
  await until(() => [server, postmaster].every((pid) => commandOf(pid) === undefined));
}, 60_000);
