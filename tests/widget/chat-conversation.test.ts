import { html } from "lit";
import type { Link, Thread } from "../../widget/client/state";
import type { ChatConversation } from "../../widget/elements/chat-conversation";
import "../../widget/elements/panel-elements";
import { localize } from "../../widget/strings/localize";
import { ok, same } from "./support/assert";
import { conversation, history, KEY, NOW, thread } from "./support/fixtures";
import { accessible, find, get, mount, settle, textOf } from "./support/harness";

const LIVE: Link = { state: "connected", transport: "websocket" };

const talk = (shown: Thread | undefined, link: Link = LIVE, locale = "ru") =>
  mount<ChatConversation>(html`<chat-conversation
    style="height: 500px; width: 384px"
    .threadKey=${KEY}
    .thread=${shown}
    .link=${link}
    .words=${localize(locale)}
    .now=${() => NOW}
  ></chat-conversation>`);

const refusedLink = (code: "unauthorized" | "forbidden" | "internal"): Link => ({
  state: "refused",
  code,
  message: "",
});

describe("<chat-conversation>", () => {
  it("is accessible: talking, empty, refused", async () => {
    await accessible(await talk(thread(history(1, 6))));
    await accessible(await talk(thread([])));
    await accessible(await talk(undefined, refusedLink("unauthorized")));
  });

  it("begins with kind words about what one may ask", async () => {
    const about = await talk(thread([]));
    same(get(about, "chat-hint").shadowRoot?.querySelector("p")?.textContent, localize("ru").emptyAboutProduct);
    const { topic: _, ...general } = conversation();
    const plain = await talk(thread([], { conversation: general }));
    same(get(plain, "chat-hint").shadowRoot?.querySelector("p")?.textContent, localize("ru").emptyAboutAnything);
  });

  it("sends only while connected", async () => {
    const element = await talk(thread(history(1, 2), { draft: "Лампа" }), { state: "connecting" });
    const button = get<HTMLButtonElement>(element, "chat-composer", "button[type=submit]");
    ok(button.disabled);
    element.link = LIVE;
    await settle();
    ok(!button.disabled);
  });

  const refusals: readonly [
    given: Link | Thread,
    words: "refusedSignIn" | "refusedForbidden" | "refusedOther" | "refusedSeller" | "refusedOwn",
  ][] = [
    [refusedLink("unauthorized"), "refusedSignIn"],
    [refusedLink("forbidden"), "refusedForbidden"],
    [refusedLink("internal"), "refusedOther"],
    [thread([], { refused: { code: "not_found", message: "" } }), "refusedSeller"],
    [thread([], { refused: { code: "conflict", message: "" } }), "refusedOwn"],
  ];
  for (const [given, words] of refusals) {
    it(`helps with words when refused: ${words}`, async () => {
      const element = "state" in given ? await talk(undefined, given) : await talk(given);
      same(textOf(get(element, "chat-hint", "p")), localize("ru")[words].replaceAll("\u00a0", " "));
      ok(!find(element, "chat-composer"));
    });
  }

  it("keeps what was said in view when it is refused later, and takes no more words", async () => {
    const element = await talk(thread(history(1, 2)), refusedLink("unauthorized"));
    same(textOf(get(element, ".notice")), "Войдите ещё раз, и переписка продолжится.");
    ok(find(element, "chat-messages"));
    ok(get<HTMLTextAreaElement>(element, "chat-composer", "textarea").disabled);
  });

  it("begins afresh for another conversation: place, draft and all", async () => {
    const element = await talk(thread(history(1, 40), { draft: "одному" }));
    const before = get(element, "chat-messages");
    element.threadKey = "other";
    element.thread = thread(history(1, 3), { key: "other", draft: "другому" });
    await settle();
    ok(get(element, "chat-messages") !== before);
    same(get<HTMLTextAreaElement>(element, "chat-composer", "textarea").value, "другому");
  });

  it("keeps the field, its words and its focus when the conversation comes to be known", async () => {
    const element = await talk(undefined);
    element.focus();
    const field = get<HTMLTextAreaElement>(element, "chat-composer", "textarea");
    field.value = "Лампа";
    field.dispatchEvent(new InputEvent("input"));
    element.thread = thread([]);
    await settle();
    ok(get(element, "chat-composer", "textarea") === field);
    same(field.value, "Лампа");
  });
});
