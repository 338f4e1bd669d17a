/** D10 Several tabs of one person, one of which tells. */

import type { Conversation } from "../../widget/client/state";
import { claimOnce } from "../../widget/controllers/claim";
import { type AlertDeps, InboxAlerts } from "../../widget/controllers/inbox-alerts";
import { ok, same } from "./support/assert";
import { ago, conversation } from "./support/fixtures";

const host = { addController() {}, removeController() {}, requestUpdate() {}, updateComplete: Promise.resolve(true) };
const list = (...items: Conversation[]) => ({ items, unread: 1, more: false, loading: false });
const old = conversation({ id: "old", lastAt: ago(60), unread: 1 });
const news = (minutes: number) => conversation({ id: "new", lastAt: ago(minutes), unread: 1 });

interface Place {
  readonly visible: boolean;
  readonly shows: boolean;
  readonly sound?: boolean;
}

/** Tabs that share one claim and one clock, which the test turns. */
const tabs = (...places: readonly Place[]) => {
  const timers: { readonly at: number; readonly task: () => void }[] = [];
  let claimed = "";
  const told: string[] = [];
  const alerts = places.map(({ sound = true, ...here }, tab) => {
    const deps: AlertDeps = {
      clock: {
        after: (at, task) => {
          const timer = { at, task };
          timers.push(timer);
          return () => timers.splice(timers.indexOf(timer), 1);
        },
      },
      claim: async (mark) => {
        if (claimed >= mark) return false;
        claimed = mark;
        return true;
      },
      here: () => here,
      sound: () => sound,
      granted: () => true,
      play: () => told.push(`tone ${tab}`),
      notify: ({ id }) => told.push(`notification ${tab} ${id}`),
    };
    return new InboxAlerts(host, deps);
  });
  return {
    told,
    timers,
    alerts,
    hear: (...items: Conversation[]) => {
      for (const alert of alerts) alert.hear("s1", list(...items));
    },
    pass: async () => {
      for (const { task } of timers.splice(0).sort((a, b) => a.at - b.at)) {
        task();
        await Promise.resolve().then(() => {});
      }
    },
  };
};

describe("D10 a new message", () => {
  const away = { visible: false, shows: false };
  const beside = { visible: true, shows: false };
  const reading = { visible: true, shows: true };
  const cases: readonly [name: string, places: readonly Place[], told: string[]][] = [
    ["three tabs in the background: one tells", [away, away, away], ["tone 0", "notification 0 new"]],
    ["one in view beside two in the background: it sounds, and nothing else", [away, beside, away], ["tone 1"]],
    ["it is being read in one of them: silence", [away, beside, reading], []],
    ["muted, in the background: a silent notification", [{ ...away, sound: false }], ["notification 0 new"]],
  ];
  for (const [name, places, told] of cases)
    it(name, async () => {
      const all = tabs(...places);
      all.hear(old);
      all.hear(news(1), old);
      await all.pass();
      same(all.told, told);
    });

  it("what was there at first is no news, nor what comes twice, nor one's own words", async () => {
    const one = tabs(away);
    one.hear(old, news(5));
    one.hear(old, news(5));
    one.hear(old, { ...news(3), unread: 0 });
    await one.pass();
    same(one.told, []);
    one.hear(old, news(1));
    one.hear(old, news(1));
    await one.pass();
    same(one.told.length, 2);
  });

  it("each later message is told again, by one", async () => {
    const two = tabs(away, away);
    two.hear(old);
    for (const minutes of [3, 2, 1]) {
      two.hear(news(minutes), old);
      await two.pass();
    }
    same(two.told.filter((word) => word.startsWith("tone")).length, 3);
  });

  it("nobody tells after the element is gone", async () => {
    const one = tabs(away);
    one.hear(old);
    one.hear(news(1), old);
    for (const alert of one.alerts) alert.hostDisconnected();
    same(one.timers.length, 0);
  });

  it("a claim is given once for each mark, whoever asks at the same time", async () => {
    const name = `test ${crypto.randomUUID()}`;
    const claims = await Promise.all([claimOnce(name, "2"), claimOnce(name, "2"), claimOnce(name, "1")]);
    same(claims.filter(Boolean).length, 1);
    ok(await claimOnce(name, "3"));
    localStorage.removeItem(name);
  });
});
