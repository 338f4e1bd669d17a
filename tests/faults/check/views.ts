/** When all is quiet everybody sees the same, and what a new client of theirs would load. */
import type { Conversation } from "../../../server/protocol/model";
import type { Ledger, Seen, Stored, View, Violation } from "../ledger";

export const checkViews = ({ seen, stored }: Ledger): Violation[] =>
  seen.flatMap((each) => [
    ...each.views.flatMap((view) => [...againstFresh(each, view), ...againstStored(each.device, view, stored)]),
    ...each.fresh
      .filter(({ talk }) => !each.views.some((view) => view.talk === talk))
      .map(({ talk }) => ({ rule: FRESH, what: `${each.device} doesn't see talk ${talk}` })),
  ]);

const FRESH = "the final view is a fresh load's";

function againstFresh({ device, fresh }: Seen, view: View): Violation[] {
  const other = fresh.find(({ talk }) => talk === view.talk);
  if (!other) return [{ rule: FRESH, what: `a new client of ${device} doesn't load talk ${view.talk}` }];
  const differences = [
    ...fields(view.conversation, other.conversation),
    ...Array.from({ length: Math.max(view.messages.length, other.messages.length) }, (_, n) =>
      differs(`message ${n + 1}`, view.messages[n], other.messages[n]),
    ).flat(),
  ];
  return differences.slice(0, 3).map((what) => ({ rule: FRESH, what: `${device}, talk ${view.talk}: ${what}` }));
}

/** Not `received`: whoever loads a conversation has just received it. It is compared with what is stored. */
const fields = ({ received: _, ...one }: Conversation, { received: __, ...other }: Conversation): string[] => {
  const [ones, others] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return [...new Set([...ones.keys(), ...others.keys()])].flatMap((name) =>
    differs(`\`${name}\``, ones.get(name), others.get(name)),
  );
};

const differs = (name: string, one: unknown, other: unknown): string[] =>
  Bun.deepEquals(one, other, false) ? [] : [`${name} is ${JSON.stringify(one)}, not ${JSON.stringify(other)}`];

function againstStored(device: string, { talk, messages, conversation }: View, stored: readonly Stored[]): Violation[] {
  const rule = "the final view is what is stored";
  const kept = stored.find((each) => each.talk === talk);
  if (!kept) return [{ rule, what: `${device} sees talk ${talk}, which isn't stored` }];
  const line = (message: { id: string; seq: number; rev: number; text: string } | undefined) =>
    message && [message.id, message.seq, message.rev, message.text];
  const most = Math.max(messages.length, kept.messages.length);
  const odd = Array.from({ length: most }, (_, n) =>
    differs(`message ${n + 1}`, line(messages[n]), line(kept.messages[n])),
  ).flat();
  return [
    ...odd.slice(0, 3),
    ...differs("read", conversation.read, kept.read),
    // The loads that views are compared with have received more, after `stored` was looked at.
    ...(["buyer", "seller"] as const)
      .filter((side) => conversation.received[side] < kept.received[side])
      .map((side) => `${side} has received ${conversation.received[side]}, not ${kept.received[side]}`),
  ].map((what) => ({ rule, what: `${device}, talk ${talk}: ${what}` }));
}
