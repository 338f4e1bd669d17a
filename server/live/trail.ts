/** What became of a message of one's own side. */
import { selectAttempts, selectTrail } from "../db/trail";
import { ChatError } from "../errors";
import type { ClientFrameOf } from "../protocol/client-frames";
import type { Live } from "./live";
import type { Session } from "./session";

export async function trail(
  live: Live,
  session: Session,
  { ref, conversation, seq }: ClientFrameOf<"trail">,
): Promise<void> {
  const { asker } = session.person;
  const { side } = await live.parties.find(asker, conversation);
  const [found, attempts] = await live.db.as(asker, (tx) =>
    Promise.all([selectTrail(tx, conversation, seq, side), selectAttempts(tx, conversation, seq, side)]),
  );
  if (!found) throw new ChatError("not_found", "There is no such message of yours.");
  const { stored, received, read } = found;
  session.send({
    type: "trail",
    ref,
    stored: stored.toISOString(),
    pushes: attempts.map(({ at, outcome }) => ({ at: at.toISOString(), outcome })),
    ...(received ? { received: received.toISOString() } : {}),
    ...(read ? { read: read.toISOString() } : {}),
  });
}
