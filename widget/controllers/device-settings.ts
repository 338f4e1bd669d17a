/** What one browser keeps for whoever sits at its inbox. */
import type { InboxOrder } from "../client/state";

export interface DeviceSettings {
  /** A soft tone for new messages. */
  readonly sound: boolean;
  /** Shortcuts with a single key. */
  readonly letters: boolean;
  readonly order: InboxOrder;
}

const NAME = "seller-chat inbox";
const DEFAULT: DeviceSettings = { sound: true, letters: true, order: "newest" };

/** Where storage is denied, or holds something else, it is as at first. */
export const readDevice = (): DeviceSettings => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(NAME) ?? "null");
    if (typeof kept !== "object" || kept === null) return DEFAULT;
    return {
      sound: !("sound" in kept && kept.sound === false),
      letters: !("letters" in kept && kept.letters === false),
      order: "order" in kept && kept.order === "unread" ? "unread" : "newest",
    };
  } catch {
    return DEFAULT;
  }
};

export const keepDevice = (device: DeviceSettings): void => {
  try {
    localStorage.setItem(NAME, JSON.stringify(device));
  } catch {
    // denied: it lasts as long as the page
  }
};
