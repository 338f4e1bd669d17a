/** What one person, or one address, may do how often. */
import {
  CONVERSATIONS_AN_HOUR,
  GUEST_UPLOAD_MIB_AN_HOUR,
  GUESTS_A_MINUTE,
  GUESTS_BURST,
  HELLOS_A_MINUTE,
  HELLOS_BURST,
  READS_A_SECOND,
  READS_BURST,
  REFUSALS_A_SECOND,
  REFUSALS_BURST,
  REPORTS_AN_HOUR,
  SEARCHES_A_SECOND,
  SEARCHES_BURST,
  SENDS_A_SECOND,
  SENDS_BURST,
  SUBSCRIBES_A_MINUTE,
  SUBSCRIBES_BURST,
  UPLOAD_MIB_AN_HOUR,
  UPLOADS_A_MINUTE,
  UPLOADS_BURST,
  WRONG_KEYS,
} from "../protocol/limits";
import { Rates, UNLIMITED } from "./rates";

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;

export type AllRates = ReturnType<typeof allRates>;

/** `on`: RATE_LIMITS. */
export function allRates(on: boolean, now: () => number) {
  const rates = (burst: number, each: number) => new Rates(on ? { burst, each } : UNLIMITED, now);
  const anHour = (amount: number) => rates(amount, HOUR / amount);
  return {
    // By person.
    sends: rates(SENDS_BURST, SECOND / SENDS_A_SECOND),
    reads: rates(READS_BURST, SECOND / READS_A_SECOND),
    searches: rates(SEARCHES_BURST, SECOND / SEARCHES_A_SECOND),
    hellos: rates(HELLOS_BURST, MINUTE / HELLOS_A_MINUTE),
    creations: anHour(CONVERSATIONS_AN_HOUR),
    reports: anHour(REPORTS_AN_HOUR),
    uploads: rates(UPLOADS_BURST, MINUTE / UPLOADS_A_MINUTE),
    uploadSizes: anHour(UPLOAD_MIB_AN_HOUR),
    // By person, or by address where nobody says who they are.
    subscriptions: rates(SUBSCRIBES_BURST, MINUTE / SUBSCRIBES_A_MINUTE),
    // By address.
    refusals: rates(REFUSALS_BURST, SECOND / REFUSALS_A_SECOND),
    guests: rates(GUESTS_BURST, MINUTE / GUESTS_A_MINUTE),
    guestUploadSizes: anHour(GUEST_UPLOAD_MIB_AN_HOUR),
    strangers: rates(WRONG_KEYS, MINUTE),
  } as const;
}
