/** What a seller has set for all of their agents: canned replies, working hours, the away text. */
import type { Asker, Database } from "../db/client";
import { selectAgents } from "../db/desk";
import { insertSeller } from "../db/people";
import { deleteReplies, insertReplies, selectSettings, updateSeller } from "../db/settings";
import { ChatError } from "../errors";
import type { Party } from "../protocol/model";
import type { SellerSettings } from "../protocol/rest";
import { isZone } from "./hours";
import { cleanText, isFit } from "./text";

/** @throws ChatError `forbidden` when the asker doesn't act for the seller */
export const readSettings = (db: Database, asker: Asker, seller: string): Promise<SellerSettings> => {
  assertActsFor(asker, seller);
  return db.as(asker, (tx) => selectSettings(tx, seller));
};

/** People who have signed in for the seller. @throws ChatError `forbidden` */
export const readAgents = (db: Database, asker: Asker, seller: string): Promise<Party[]> => {
  assertActsFor(asker, seller);
  return db.as(asker, (tx) => selectAgents(tx, seller));
};

/** Replaces all of it. Returns what is stored. @throws ChatError `forbidden`, or as `clean` */
export const replaceSettings = (
  db: Database,
  asker: Asker,
  seller: string,
  given: SellerSettings,
  maxText: number,
): Promise<SellerSettings> => {
  assertActsFor(asker, seller);
  const settings = clean(given, maxText);
  return db.as(asker, async (tx) => {
    await insertSeller(tx, seller);
    await updateSeller(tx, seller, settings);
    await deleteReplies(tx, seller);
    await insertReplies(tx, seller, settings.replies);
    return settings;
  });
};

function assertActsFor(asker: Asker, seller: string): void {
  if (!asker.sellers.includes(seller)) throw new ChatError("forbidden", "Your token doesn't name this seller.");
}

/** @throws ChatError `bad_frame` that says what is wrong, `too_long` */
function clean({ replies, hours, away }: SellerSettings, maxText: number): SellerSettings {
  const shortcuts = new Set<string>();
  for (const { shortcut } of replies) {
    if (!isFit(shortcut) || /\s/.test(shortcut)) throw new ChatError("bad_frame", "A shortcut is one word.");
    if (shortcuts.has(shortcut)) throw new ChatError("bad_frame", "Two replies have the same shortcut.");
    shortcuts.add(shortcut);
  }
  if (hours && !isZone(hours.zone))
    throw new ChatError("bad_frame", "`hours.zone` is not a time zone, such as Europe/Moscow.");
  if (hours?.days.some((day) => day && day.from >= day.to))
    throw new ChatError("bad_frame", "A day's hours end after they begin.");
  return {
    replies: replies.map(({ shortcut, text }) => ({ shortcut, text: cleanText(text, maxText) })),
    hours,
    away: away.trim() === "" ? "" : cleanText(away, maxText),
  };
}
