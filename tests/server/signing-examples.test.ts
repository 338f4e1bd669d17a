/** The signing examples of docs/identity.md, each run by its own runtime, their tokens taken by a real server. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { resolve } from "node:path";
import { SECRET, startServer, type TestServer } from "../support/server";

const FOLDER = resolve(import.meta.dir, "../../docs/examples/signing");

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const EXAMPLES = [
  { language: "Node", command: ["node", "node.mjs"], probe: ["node", "--version"] },
  { language: "Bun", command: [process.execPath, "node.mjs"], probe: [process.execPath, "--version"] },
  { language: "Python", command: ["python3", "sign.py"], probe: ["python3", "--version"] },
  { language: "PHP", command: ["php", "sign.php"], probe: ["php", "--version"] },
  { language: "Ruby", command: ["ruby", "sign.rb"], probe: ["ruby", "--version"] },
  { language: "Go", command: ["go", "run", "sign.go"], probe: ["go", "version"] },
];

/** Go builds its standard library first (ms). */
const COMPILING = 120_000;

/** A version manager's stand-in may be there without the runtime behind it, so it has to answer. */
const runs = (probe: string[]): boolean =>
  Bun.which(probe[0] ?? "") !== null && Bun.spawnSync(probe, { stdout: "ignore", stderr: "ignore" }).success;

test("the function in docs/identity.md is the one that is run", async () => {
  const example = await Bun.file(`${FOLDER}/node.mjs`).text();
  const shown = example.slice(example.indexOf("const part"), example.indexOf("if (import.meta.url")).trimEnd();
  expect(await Bun.file(resolve(FOLDER, "../../identity.md")).text()).toContain(shown);
});

/** What it wrote, and how it ended. */
async function run(command: readonly string[], secret: string) {
  const env = { ...process.env, AUTH_SECRET: secret };
  const child = Bun.spawn([...command], { cwd: FOLDER, env, stdio: ["ignore", "pipe", "pipe"] });
  const [out, error, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  return { out, error, code };
}

async function welcomed(token: string) {
  const wire = await server.connect();
  wire.send({ type: "hello", v: 1, token });
  return (await wire.next("welcome")).user;
}

for (const { language, command, probe } of EXAMPLES) {
  // What the machine lacks is counted as left out (`.ci/run` says how many).
  const there = test.skipIf(!runs(probe));
  const itsTokens = async () => {
    const buyer = await run(command, SECRET);
    expect(buyer).toMatchObject({ error: "", code: 0 });
    expect(await welcomed(buyer.out.trimEnd())).toEqual({ id: "user-17", name: "Анна Белова", sellers: [] });
    const { out } = await run([...command, "seller"], SECRET);
    expect(await welcomed(out.trimEnd())).toEqual({
      id: "user-3",
      name: "Пётр",
      sellers: [{ id: "svet", name: "Мастерская света" }],
    });
  };
  there(`${language}: a buyer's token and a seller's are accepted by hello, with their names`, itsTokens, COMPILING);

  const itsRefusal = async () => {
    const { out, error, code } = await run(command, "");
    expect({ out, failed: code !== 0 }).toEqual({ out: "", failed: true });
    expect(error).toStartWith("AUTH_SECRET must be the chat server's secret, at least 32 bytes.\n");
    expect(error.trimEnd().split("\n").length).toBe(language === "Go" ? 2 : 1); // `go run` adds the status
  };
  there(`${language}: without AUTH_SECRET nothing is signed, and one line says why`, itsRefusal, COMPILING);
}

/** Each takes the example's function into a program of its own. */
const TAKEN = [
  { language: "Node", command: ["node", "--input-type=module", "-e", `await import("${FOLDER}/node.mjs")`] },
  { language: "Bun", command: [process.execPath, "-e", `await import("${FOLDER}/node.mjs")`] },
  { language: "Python", command: ["python3", "-B", "-c", "import sign"] },
  { language: "PHP", command: ["php", "-r", "require 'sign.php';"] },
  { language: "Ruby", command: ["ruby", "-e", "require './sign'"] },
];

for (const { language, command } of TAKEN) {
  const probe = EXAMPLES.find((example) => example.language === language)?.probe ?? [];
  test.skipIf(!runs(probe))(`${language}: importing the example does nothing`, async () => {
    expect(await run(command, "")).toEqual({ out: "", error: "", code: 0 });
  });
}
