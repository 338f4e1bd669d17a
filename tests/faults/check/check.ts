import type { Ledger, Violation } from "../ledger";
import { checkShown } from "./shown";
import { checkStorage } from "./storage";
import { checkViews } from "./views";
import { checkLinks } from "./wire";

/** Everything that was seen, against every promise. An empty list: all of them were kept. */
export const check = (ledger: Ledger): Violation[] => [
  ...checkStorage(ledger),
  ...checkViews(ledger),
  ...ledger.devices.flatMap(({ name, lives }) =>
    lives.flatMap((life, n) => {
      const who = lives.length > 1 ? `${name} in life ${n + 1}` : name;
      return [...checkLinks(who, life), ...checkShown(who, life)];
    }),
  ),
];
