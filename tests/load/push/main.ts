/**
 * `npm run bench:push [-- --count 2000]`: pushes prepared (encrypted and signed) and sent per second to a push service on
 * loopback, over TLS as in the world, beside `web-push` called in a plain loop. Needs `openssl` for a certificate.
 */
import { createECDH, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import webPush from "web-push";
import { Acts } from "../../../server/auth/acts";
import { connect } from "../../../server/db/client";
import type { Letter } from "../../../server/db/pushes";
import { createLog } from "../../../server/log";
import { createMetrics } from "../../../server/metrics";
import { KEPT } from "../../../server/push/outcome";
import { compose, encode } from "../../../server/push/payload";
import { Pushes } from "../../../server/push/pushes";
import { Sender } from "../../../server/push/sender";
import { Vapid } from "../../../server/push/vapid";
import { startCluster } from "../stage/database";
import { fill } from "./fill";

const { values } = parseArgs({ options: { count: { type: "string", default: "2000" } } });
const COUNT = Number(values.count);
const AT_ONCE = 64;

const folder = mkdtempSync(join(tmpdir(), "seller-chat-push-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));

process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0"; // the certificate is our own
const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
const made = Bun.spawnSync(
  ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1"].concat([
    "-subj",
    "/CN=127.0.0.1",
    "-keyout",
    key,
    "-out",
    cert,
  ]),
);
if (made.exitCode !== 0) throw new Error(`openssl made no certificate: ${made.stderr}`);
const service = Bun.spawn([process.execPath, "--no-orphans", join(import.meta.dir, "service.ts"), cert, key], {
  stdio: ["ignore", "pipe", 2],
});
const first = await service.stdout.getReader().read();
const origin = `https://127.0.0.1:${Buffer.from(first.value ?? [])
  .toString()
  .trim()}`;

const pair = webPush.generateVAPIDKeys();
const subject = "mailto:bench@chat.example";
const vapid = new Vapid({ sql: () => Promise.reject(new Error("the keys were given")), given: pair, subject });
const sender = new Sender({ vapid, hosts: [origin], resolve: async () => [], now: Date.now });
const acts = new Acts(randomBytes(32));
const letters = Array.from(
  { length: COUNT },
  (_, n): Letter => ({
    conversation: crypto.randomUUID(),
    side: "buyer",
    absence: 1,
    subscription: crypto.randomUUID(),
    endpoint: `${origin}/push/${n}`,
    p256dh: createECDH("prime256v1").generateKeys("base64url"),
    auth: randomBytes(16).toString("base64url"),
    locale: "ru",
    quiet: false,
    page: "https://shop.example/lamps",
    sender_name: "Lumen",
    sender_picture: "https://shop.example/lumen.png",
    topic_url: "https://shop.example/lamps/orbit",
    count: 1,
    seq: 1,
    text: "Да, лампа ещё есть, и мы можем отправить её сегодня вечером.",
    at: new Date(),
    unread: 1,
    others: [],
    failures: 0,
  }),
);

const theirs = (letter: Letter) =>
  webPush.sendNotification(
    { endpoint: letter.endpoint, keys: letter },
    encode(compose(letter, acts.make(letter), undefined)),
    { vapidDetails: { subject, ...pair }, TTL: KEPT / 1000, urgency: "high", topic: "x".repeat(32) },
  );
const ours = async (letter: Letter) => {
  const { outcome } = await sender.send(letter, compose(letter, acts.make(letter), undefined));
  if (outcome !== "accepted") throw new Error(`${outcome}`);
};

/** Pushes a second, once it is warm. */
async function measure(name: string, atOnce: number, send: (letter: Letter) => Promise<unknown>): Promise<number> {
  await parallel(letters.slice(0, 200), atOnce, send);
  const began = performance.now();
  await parallel(letters, atOnce, send);
  return told(name, COUNT, performance.now() - began);
}

async function parallel(items: readonly Letter[], most: number, work: (letter: Letter) => Promise<unknown>) {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: most }, worker));
}

function told(name: string, count: number, ms: number): number {
  const rate = Math.round(count / (ms / 1000));
  console.log(`${name.padEnd(62)} ${rate.toLocaleString("en").padStart(7)} /s`);
  return rate;
}

const loop = await measure("web-push in a plain loop", 1, theirs);
await measure(`web-push, ${AT_ONCE} at once`, AT_ONCE, theirs);
await measure("this sender in a plain loop", 1, ours);
const sent = await measure(`this sender, ${AT_ONCE} at once`, AT_ONCE, ours);

const cluster = await startCluster(folder);
const owner = cluster.owner("postgres");
await fill(owner, letters);
const db = connect(cluster.where("postgres"));
const metrics = createMetrics();
const log = createLog({ logLevel: "silent", logFormat: "json" });
let waited = 0;
const now = () => Date.now() + waited;
const pushes = new Pushes({
  sql: db.aside,
  sender,
  vapid,
  act: (act) => acts.make(act),
  inbox: undefined,
  log,
  metrics,
  now,
});
for (const { conversation } of letters) pushes.note(conversation, "buyer", 1);
waited = 6_000;
const began = performance.now();
while ((await left()) > 0) await pushes.look();
const whole = told("the whole way: claimed, read, sent, noted in the database", COUNT, performance.now() - began);
console.log(
  `\nAgainst the plain loop: sent ${(sent / loop).toFixed(1)} times as many, the whole way ${(whole / loop).toFixed(1)}.`,
);

await Promise.all([db.end(), owner.end()]);
await cluster.stop();
service.kill();
process.exit(0);

async function left(): Promise<number> {
  const [row] =
    await owner`select count(*)::integer as count from chat.conversation where buyer_pushed_seq = 0 or buyer_push_due_at is not null`;
  return row?.count ?? 0;
}
