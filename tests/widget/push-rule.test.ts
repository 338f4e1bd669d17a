import { fateOf, linkedConversation, type PushFacts, pushState, wayOf } from "../../widget/controllers/push-rule";
import { same } from "./support/assert";

const BASE: PushFacts = { able: true, standalone: undefined, permission: "default", subscribed: false };

describe("what the bell says", () => {
  const table: readonly (readonly [Partial<PushFacts>, ReturnType<typeof pushState>])[] = [
    [{}, "default"],
    [{ able: false }, "unsupported"],
    [{ able: false, standalone: false }, "ios"],
    [{ able: false, standalone: true }, "unsupported"],
    [{ standalone: false }, "default"], // should iOS ever let a tab
    [{ permission: "denied" }, "denied"],
    [{ permission: "denied", subscribed: true }, "denied"], // taken back after it was given
    [{ permission: "granted" }, "granted-off"],
    [{ permission: "granted", subscribed: true }, "on"],
    [{ permission: "default", subscribed: true }, "default"],
    [{ able: false, permission: "granted", subscribed: true }, "unsupported"],
  ];
  for (const [facts, state] of table)
    it(`${JSON.stringify(facts)}: ${state}`, () => same(pushState({ ...BASE, ...facts }), state));
});

describe("whose subscription it is", () => {
  const table = [
    ["anna", "anna", "keep"],
    ["guest:1", "anna", "keep"], // claimed: the server has moved it
    ["guest:1", "guest:2", "drop"],
    ["anna", "boris", "drop"],
    ["anna", "guest:1", "drop"],
    ["anna", undefined, "drop"],
    ["guest:1", undefined, "drop"],
  ] as const;
  for (const [owner, here, fate] of table)
    it(`of ${owner}, with ${here ?? "nobody"} here: ${fate}`, () => same(fateOf(owner, here), fate));
});

describe("how a page subscribes", () => {
  const page = "https://store.example/lamps/noon?ref=7";
  const chat = "https://chat.example";
  const table = [
    ["/chat-push.js", chat, { name: "worker", script: "https://store.example/chat-push.js" }],
    ["push/sw.js", chat, { name: "worker", script: "https://store.example/lamps/push/sw.js" }],
    ["", chat, { name: "window" }],
    ["https://chat.example/push-worker.js", chat, { name: "window" }], // no browser takes another origin's worker
    ["https://[", chat, { name: "window" }],
    ["", "https://store.example", { name: "worker", script: "https://store.example/push-worker.js" }],
  ] as const;
  for (const [attribute, server, way] of table)
    it(`${attribute || "no attribute"}, server ${server}: ${way.name}`, () =>
      same(wayOf(attribute, server, page), way));
});

describe("where a notification leads", () => {
  const id = "0198a0c4-0000-7000-8000-000000000001";
  it("its fragment names a conversation", () => same(linkedConversation(`#seller-chat=${id}`), id));
  for (const hash of ["", "#top", `#${id}`, "#seller-chat=", `#seller-chat=${id}&more`, "#seller-chat=<b>"])
    it(`${hash || "no fragment"} names none`, () => same(linkedConversation(hash), undefined));
});
