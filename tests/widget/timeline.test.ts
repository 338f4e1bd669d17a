import { GROUP_GAP, type Row, theirsAfter, timeline } from "../../widget/elements/timeline";
import { ok, same } from "./support/assert";
import { ago, message, shown, waiting } from "./support/fixtures";
import "./support/harness";

/** A row as a word: who, and where in the group. */
const sketch = (rows: readonly Row[]): string =>
  rows
    .map((row) => {
      if (row.kind === "bubble") return `${row.mine ? "me" : "them"}${row.first ? "(" : ""}${row.last ? ")" : ""}`;
      return row.kind === "foot" ? `foot:${row.delivery ?? "-"}` : row.kind;
    })
    .join(" ");

const at = (minutes: number) => ({ at: ago(minutes) });

describe("timeline", () => {
  it("groups one side's messages, with time and status once under the group, those of its last message", () => {
    const rows = timeline(
      [
        shown(message(1, "buyer", "a", at(10)), "buyer", "read"),
        shown(message(2, "buyer", "b", at(9)), "buyer", "sent"),
        shown(message(3, "seller", "c", at(8)), "buyer"),
      ],
      "buyer",
    );
    same(sketch(rows), "day me( me) foot:sent them() foot:-");
  });

  it(`ends a group after ${GROUP_GAP / 60_000} minutes`, () => {
    const pair = (gap: number) => [message(1, "seller", "a", at(20)), message(2, "seller", "b", at(20 - gap))];
    same(
      sketch(
        timeline(
          pair(5).map((one) => shown(one, "buyer")),
          "buyer",
        ),
      ),
      "day them( them) foot:-",
    );
    same(
      sketch(
        timeline(
          pair(6).map((one) => shown(one, "buyer")),
          "buyer",
        ),
      ),
      "day them() foot:- them() foot:-",
    );
  });

  it("starts a day with its label, and a group with it", () => {
    const rows = timeline(
      [
        shown(message(1, "seller", "a", { at: new Date(2026, 10, 21, 23, 59).toISOString() }), "buyer"),
        shown(message(2, "seller", "b", { at: new Date(2026, 10, 22, 0, 1).toISOString() }), "buyer"),
      ],
      "buyer",
    );
    same(sketch(rows), "day them() foot:- day them() foot:-");
  });

  it("keeps two agents of one seller apart, and names each", () => {
    const [anna, boris] = [
      { id: "a", name: "Анна" },
      { id: "b", name: "Борис" },
    ];
    const rows = timeline(
      [
        shown(message(1, "seller", "a", { ...at(3), sender: anna }), "buyer"),
        shown(message(2, "seller", "b", { ...at(2), sender: boris }), "buyer"),
      ],
      "buyer",
    );
    same(sketch(rows), "day them() foot:- them() foot:-");
    same(
      rows.flatMap((row) => (row.kind === "bubble" ? [row.author] : [])),
      [anna, boris],
    );
  });

  it("lets a refused message stand alone, with what can be done under it", () => {
    const rows = timeline([waiting(1, "a"), waiting(2, "b", "too_long"), waiting(3, "c")], "buyer");
    same(sketch(rows), "day me() foot:sending me() failed me() foot:sending");
  });

  it("keeps a message's key from the outbox to the log, so its bubble is never made twice", () => {
    const keys = (rows: readonly Row[]) => rows.filter(({ kind }) => kind !== "day").map(({ key }) => key);
    same(
      keys(timeline([waiting(7, "a")], "buyer")),
      keys(timeline([shown(message(7, "buyer", "a", at(0)), "buyer")], "buyer")),
    );
  });

  it("has no key twice", () => {
    const keys = timeline(
      [waiting(1, "a"), waiting(2, "b", "internal"), shown(message(3, "system", "c"), "buyer"), waiting(4, "d")],
      "buyer",
    ).map(({ key }) => key);
    same(new Set(keys).size, keys.length);
  });

  it("shows the store's own notices between groups", () => {
    const rows = timeline(
      [shown(message(1, "seller", "a"), "buyer"), shown(message(2, "system", "b"), "buyer")],
      "buyer",
    );
    same(sketch(rows), "day them() foot:- note");
  });

  it("marks what was edited, unless it was removed", () => {
    const foot = (more: object) =>
      timeline([shown(message(1, "seller", "a", more), "buyer")], "buyer").find((row) => row.kind === "foot");
    ok(foot({ editedAt: ago(1) })?.edited);
    ok(!foot({ editedAt: ago(2), removedAt: ago(1) })?.edited);
  });

  it("counts what the other side wrote above a position", () => {
    const log = [message(1, "seller", "a"), message(2, "buyer", "b"), message(3, "seller", "c")];
    const seqs = theirsAfter(
      log.map((one) => shown(one, "buyer")),
      "buyer",
      1,
    ).map(({ seq }) => seq);
    same(seqs, [3]);
  });
});
