/** Blocks and reports. */
import * as blocks from "../chat/blocks";
import * as reports from "../chat/reports";
import { cleanText } from "../chat/text";
import type { ClientFrameOf } from "../protocol/client-frames";
import { REPORT_LENGTH } from "../protocol/limits";
import { encode } from "./frames";
import type { Live } from "./live";
import type { Session } from "./session";

/** Everyone of that side learns it, this link too: the pair may have other conversations. The other side hears nothing. */
export async function block(live: Live, session: Session, frame: ClientFrameOf<"block">): Promise<void> {
  const { asker } = session.person;
  const { ref, conversation, on } = frame;
  live.rates.sends.take(asker.id);
  const place = await live.parties.find(asker, conversation);
  await live.changes.run(`${place.buyer} ${place.seller}`, async () => {
    const { rev, moved } = await blocks.block(live.db, asker, place, on);
    for (const id of moved) {
      live.blocks.forget(id);
      const text = encode({ type: "changed", conversation: id, blocked: on });
      if (place.side === "buyer") live.hub.tell(`buyer ${place.buyer}`, { text });
      else live.hub.tellSeller(place, { text });
    }
    live.log.info({ person: asker.id, conversation, side: place.side, on }, "blocked");
    session.send({ type: "done", ref, rev });
  });
}

export async function report(live: Live, session: Session, frame: ClientFrameOf<"report">): Promise<void> {
  const { asker } = session.person;
  const { ref, conversation, reason } = frame;
  const text = frame.text?.trim() ? cleanText(frame.text, REPORT_LENGTH) : "";
  live.rates.reports.take(asker.id);
  const { id, rev } = await reports.report(live.db, asker, { conversation, reason, text });
  live.metrics.reports.inc({ reason });
  live.log.warn({ report: id, person: asker.id, conversation, reason }, "reported");
  session.send({ type: "done", ref, rev });
}
