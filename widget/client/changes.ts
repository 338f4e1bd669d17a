/** Changes of what is stored: each has a name, under which a newer one takes its place, and may be sent again. */
import type { ClientFrame } from "../../server/protocol/client-frames";
import type { ErrorCode } from "../../server/protocol/codes";
import type { Model } from "./model";
import type { Note, Party, ReportReason, Status } from "./state";

export interface Change {
  readonly frame: (ref: number) => ClientFrame;
  /** @param taken the server has done it; else it refused for good. @param code its word for that */
  readonly done: (taken: boolean, code?: ErrorCode) => void;
}
type Named = readonly [name: string, change: Change];

/** Changes the text of a message; without one it is taken back. */
export const rewriting = (
  model: Model,
  conversation: string,
  { seq, anyway, ...rest }: { readonly seq: number; readonly text?: string; readonly anyway?: true },
): Named => [
  `rewrite ${conversation} ${seq}`,
  {
    frame: (ref) =>
      rest.text === undefined
        ? { type: "remove", ref, conversation, seq }
        : { type: "edit", ref, conversation, seq, text: rest.text, ...(anyway && { anyway }) },
    done: (_, code) => {
      model.copies.doubt(conversation);
      if (rest.text !== undefined && code) model.unsaved.set(conversation, { seq, text: rest.text, code });
      else model.unsaved.delete(conversation);
    },
  },
];

export const settingStatus = (model: Model, conversation: string, status: Status): Named => [
  `status ${conversation}`,
  {
    frame: (ref) => ({ type: "status", ref, conversation, status }),
    done: (taken) => taken && model.changed({ type: "changed", conversation, status }),
  },
];

export const assigning = (model: Model, conversation: string, agent: Party | null): Named => [
  `assign ${conversation}`,
  {
    frame: (ref) => ({ type: "assign", ref, conversation, agent: agent?.id ?? null }),
    done: (taken) => taken && model.changed({ type: "changed", conversation, assignee: agent }),
  },
];

/** Shown at once; what the server refuses is taken back. */
export const blocking = (model: Model, conversation: string, on: boolean): Named => {
  const show = (blocked: boolean) => model.changed({ type: "changed", conversation, blocked });
  show(on);
  return [
    `block ${conversation}`,
    {
      frame: (ref) => ({ type: "block", ref, conversation, on }),
      done: (taken) => taken || show(!on),
    },
  ];
};

/** To the server, the same words again are no other report. */
export const reporting = (conversation: string, reason: ReportReason, text: string): Named => [
  `report ${conversation} ${reason} ${text}`,
  {
    frame: (ref) => ({ type: "report", ref, conversation, reason, ...(text !== "" && { text }) }),
    done: () => {},
  },
];

/** Shown at once, and as waiting until the server has it. */
export const noting = (model: Model, conversation: string, { id, text, at, author }: Note): Named => {
  const note = { id, author, text, at };
  model.desk.put(conversation, { ...note, waits: true });
  return [
    `note ${id}`,
    {
      frame: (ref) => ({ type: "note", ref, id, conversation, text }),
      done: (taken) => (taken ? model.desk.put(conversation, note) : model.desk.drop(conversation, id)),
    },
  ];
};
