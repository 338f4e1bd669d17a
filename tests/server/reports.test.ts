import { afterAll, beforeAll, expect, test } from "bun:test";
import { selectReports } from "../../server/db/reports";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const ANNA = { sub: "anna", name: "Анна" };
const PETR = { sub: "petr", name: "Пётр", sellers: ["svet"] };
const LONG_AGO = new Date(0);
const reports = () => selectReports(server.db.writes, LONG_AGO);

test("a report keeps what was said, as it was when it was reported", async () => {
  const [anna, petr] = await Promise.all([server.signIn(ANNA), server.signIn(PETR)]);
  const { conversation } = await anna.open("svet");
  await anna.say(conversation.id, "Здравствуйте");
  await petr.say(conversation.id, "Платите на карту");
  const { rev } = await anna.ask(
    { type: "report", conversation: conversation.id, reason: "fraud", text: " Просит\r\nмимо площадки " },
    "done",
  );
  expect(rev).toBe(2);
  await petr.ask({ type: "edit", conversation: conversation.id, seq: 2, text: "Добрый день" }, "done");

  expect(await reports()).toMatchObject([
    {
      person: "anna",
      conversation: conversation.id,
      buyer: "anna",
      seller: "svet",
      reason: "fraud",
      text: "Просит\nмимо площадки",
      evidence: [
        { seq: 1, side: "buyer", sender: "anna", text: "Здравствуйте", attachments: [] },
        { seq: 2, side: "seller", sender: "petr", text: "Платите на карту", attachments: [] },
      ],
    },
  ]);
  expect(await (await fetch(`${server.url}/metrics`)).text()).toContain('seller_chat_reports_total{reason="fraud"} 1');
});

test("the same report of the same conversation is one, however often it is sent; of another state it is another", async () => {
  const wire = await server.signIn({ sub: "vera" });
  const { conversation } = await wire.open("svet");
  await wire.say(conversation.id, "раз");
  const report = { type: "report", conversation: conversation.id, reason: "spam" };
  for (let n = 0; n < 3; n++) await wire.ask(report, "done");
  const mine = async () => (await reports()).filter(({ person }) => person === "vera");
  expect(await mine()).toHaveLength(1);
  await wire.say(conversation.id, "два");
  await wire.ask(report, "done");
  expect(await mine()).toHaveLength(2);
});

test("only the newest fifty messages are kept", async () => {
  const wire = await server.signIn({ sub: "long" });
  const { conversation } = await wire.open("svet");
  for (let n = 1; n <= 52; n++) await wire.say(conversation.id, `слово ${n}`);
  await wire.ask({ type: "report", conversation: conversation.id, reason: "other" }, "done");
  const evidence = (await reports()).find(({ person }) => person === "long")?.evidence ?? [];
  expect(evidence.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, n) => n + 3));
});

test("S2 nobody reports, or reads of, what isn't theirs", async () => {
  const anna = await server.signIn(ANNA);
  const { conversation } = await anna.open("svet");
  const stranger = await server.signIn({ sub: "stranger" });
  const report = { type: "report", conversation: conversation.id, reason: "spam" };
  expect(await stranger.ask(report, "error")).toMatchObject({ code: "not_found" });
  const asAnna = (work: Parameters<typeof server.db.as>[1]) => server.db.as({ id: "anna", sellers: [] }, work);
  expect(asAnna((tx) => tx`select * from chat.report`)).rejects.toThrow("permission denied");
  expect(asAnna((tx) => tx`select * from chat.reports('2000-01-01')`)).rejects.toThrow("permission denied");
  expect(
    asAnna(
      (tx) => tx`insert into chat.report (id, conversation_id, person_id, reason, evidence, created_at)
        values (${crypto.randomUUID()}, ${conversation.id}, 'boris', 'spam', '[]', now())`,
    ),
  ).rejects.toThrow("row-level security");
});

test("S4 ten reports an hour, then a clear answer with `retryAfter`", async () => {
  const wire = await server.signIn({ sub: "eager" });
  const { conversation } = await wire.open("svet");
  const report = (text: string) => ({ type: "report", conversation: conversation.id, reason: "spam", text });
  for (let n = 0; n < 10; n++) await wire.ask(report(`${n}`), "done");
  expect(await wire.ask(report("ещё"), "error")).toMatchObject({
    code: "rate_limited",
    retryAfter: expect.any(Number),
  });
});

test("S3 a reason that there isn't, a text that is too long or no text are refused", async () => {
  const wire = await server.signIn({ sub: "odd" });
  const { conversation } = await wire.open("svet");
  const report = { type: "report", conversation: conversation.id, reason: "spam" };
  expect((await wire.ask({ ...report, reason: "boredom" }, "error")).code).toBe("bad_frame");
  expect((await wire.ask({ ...report, text: "ж".repeat(2001) }, "error")).code).toBe("bad_frame");
  expect((await wire.ask({ ...report, text: "a\u0000b" }, "error")).code).toBe("bad_frame");
});
