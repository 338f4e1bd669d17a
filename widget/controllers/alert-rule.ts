/** Pure: which messages are news, and what a page does about one so that a person hears of it once (D10). */
import type { Conversation } from "../client/state";

export interface Here {
  /** Somebody can see this page. */
  readonly visible: boolean;
  /** The conversation is in view on it. */
  readonly shows: boolean;
}

interface Alert {
  /** Milliseconds that this page leaves to those that are nearer to the person. */
  readonly after: number;
  readonly sound: boolean;
  /** A notification of the desktop. */
  readonly notify: boolean;
}

/**
 * Every page of the person hears of a message; the first to claim it is the only one to tell. Who shows the conversation
 * goes first and says nothing: it is being read. Then a page in view, which needs no notification; then one in the
 * background. The claim decides, not who leads: a leading tab may be hidden while another is looked at.
 */
export const alertFor = ({ visible, shows }: Here, sound: boolean, granted: boolean): Alert => {
  if (visible && shows) return { after: 0, sound: false, notify: false };
  if (visible) return { after: 100, sound, notify: false };
  return { after: 500, sound, notify: granted };
};

/**
 * The newest conversation with something unread that came after `heard`.
 *
 * @param heard server time (ISO) of the newest message known of
 */
export const newsOf = (items: readonly Conversation[], heard: string): Conversation | undefined =>
  items
    .filter(({ lastAt, unread }) => lastAt > heard && unread > 0)
    .reduce<Conversation | undefined>(
      (newest, one) => (newest && newest.lastAt >= one.lastAt ? newest : one),
      undefined,
    );

export const newestAt = (items: readonly Conversation[]): string =>
  items.reduce((newest, { lastAt }) => (lastAt > newest ? lastAt : newest), "");
