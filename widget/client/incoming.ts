import type { ServerFrame, ServerFrameOf } from "../../server/protocol/server-frames";
import type { Clock } from "./clock";
import type { Log } from "./log";
import type { Model } from "./model";
import type { Needs } from "./needs";
import type { Outbox } from "./outbox";
import { retryAfter } from "./requests";
import type { Message, Party } from "./state";

export interface Receiver {
  readonly model: Model;
  readonly needs: Needs;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly log: Log;
  /** As others see this person; the server said so in `welcome`. */
  readonly me: () => Party;
}

/** Puts each of the server's frames where it belongs. Types of a newer server are passed over. */
export const receive = (frame: ServerFrame, to: Receiver): void => {
  switch (frame.type) {
    case "opened":
    case "page":
    case "inbox":
    case "links":
    case "notes":
    case "trail":
    case "done":
      to.needs.requests.answer(frame);
      break;
    case "error":
      refused(frame, to);
      break;
    case "message":
      message(frame, to);
      break;
    case "ack":
      acknowledged(frame, to);
      break;
    case "resumed":
      to.model.resumed(frame);
      break;
    case "receipt":
      to.model.receipt(frame);
      break;
    case "typing":
      typing(frame, to);
      break;
    case "presence":
      to.model.presence.set(frame.seller, frame);
      break;
    case "pong":
      to.model.at(frame.time);
      break;
    case "changed":
      to.model.changed(frame);
      break;
    case "note":
      to.model.desk.put(frame.conversation, frame.note);
      break;
    case "welcome": // these two are the connection's own
    case "bye":
      break;
    default:
      frame satisfies never;
  }
};

/** The person's own other device is nobody else. */
const typing = ({ conversation, side, name }: ServerFrameOf<"typing">, { model, me }: Receiver): void => {
  if (model.conversation(conversation)?.blocked) return; // another server may not know it yet
  if (side !== model.sideIn(conversation)) model.typing.heard(conversation, name);
  else if (name !== me().name) model.answering.heard(conversation, name);
};

const message = ({ conversation, message }: ServerFrameOf<"message">, { model, log }: Receiver): void => {
  model.message(conversation, message);
  log("message received", { id: message.id, conversation, seq: message.seq });
};

/** The server has it for good (D1). From here on it is a message of the log like any other. */
const acknowledged = (ack: ServerFrameOf<"ack">, { model, outbox, log, me }: Receiver): void => {
  const { id, conversation, seq, rev, at, text: masked } = ack;
  log("message sent", { id, conversation, seq });
  const item = outbox.get(id);
  if (!item) return;
  const { replyTo, files = [] } = item;
  const attachments = files.flatMap(({ uploaded }) => (uploaded ? [uploaded] : []));
  const text = masked ?? item.text;
  const side = model.sideIn(conversation);
  const stored: Message = { id, seq, rev, side, sender: me(), text, attachments, at };
  model.message(conversation, replyTo === undefined ? stored : { ...stored, replyTo });
};

const refused = (error: ServerFrameOf<"error">, { needs, outbox, clock, log }: Receiver): void => {
  const { id, code, message } = error;
  log("refused", { id, ref: error.ref, code });
  const wait = retryAfter(error);
  if (id === undefined) needs.requests.answer(error);
  else if (code === "not_found" && outbox.uploadAgain(id)) log("uploading again", { id });
  else if (wait === undefined) outbox.refuse(id, { code, message });
  else outbox.postpone(id, clock.now() + wait);
};
