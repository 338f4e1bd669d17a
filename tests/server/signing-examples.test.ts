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
  const shown = example.slice(example.indexOf("import"), example.indexOf("// `sellers`")).trimEnd();
  expect(await Bun.file(resolve(FOLDER, "../../identity.md")).text()).toContain(shown);
});

for (const { language, command, probe } of EXAMPLES) {
  const name = `a token signed in ${language} is accepted by hello, with name and sellers`;
  const itsRun = async () => {
    const env = { ...process.env, AUTH_SECRET: SECRET };
    const child = Bun.spawn(command, { cwd: FOLDER, env, stdio: ["ignore", "pipe", "inherit"] });
    const token = (await child.stdout.text()).trimEnd();
    expect(await child.exited).toBe(0);
    const wire = await server.connect();
    wire.send({ type: "hello", v: 1, token });
    expect((await wire.next("welcome")).user).toEqual({
      id: "user-17",
      name: "Анна Белова",
      sellers: [{ id: "svet", name: "Мастерская света" }],
    });
  };
  // What the machine lacks is counted as left out (`.ci/run` says how many).
  test.skipIf(!runs(probe))(name, itsRun, COMPILING);
}
