/** Where the files of messages can be fetched. */
import { visible } from "../chat/files";
import type { ClientFrameOf } from "../protocol/client-frames";
import { SMALL_SIDE } from "../protocol/limits";
import type { Live } from "./live";
import type { Session } from "./session";

export async function links(live: Live, session: Session, frame: ClientFrameOf<"links">): Promise<void> {
  const { addresses } = live;
  const found = await visible(live.db, session.person.asker, frame.attachments);
  const expires = addresses.expiry();
  const items = found.map(({ id, width = 0, height = 0 }) => ({
    id,
    url: addresses.make(id, "file", expires),
    ...(Math.max(width, height) > SMALL_SIDE ? { small: addresses.make(id, "small", expires) } : {}),
  }));
  session.send({ type: "links", ref: frame.ref, items, expires: new Date(expires).toISOString() });
}
