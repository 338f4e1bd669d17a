/** Whether a token that is genuine still counts. */
import type { Transaction } from "../db/client";
import { type PersonRow, selectPerson } from "../db/people";
import { selectRevocation } from "../db/revocations";
import { ChatError } from "../errors";

/** Of a token: whose, and when it was issued (milliseconds since 1970; 0 when it doesn't say). */
export interface Issued {
  readonly id: string;
  readonly issuedAt: number;
}

/**
 * Gives the person's record; undefined when they were never here. One round trip: both are sent at once.
 * @throws ChatError `unauthorized` for a guest who has signed in since, and for a token issued before a revocation (S9)
 */
export async function assertStanding(tx: Transaction, issued: Issued): Promise<PersonRow | undefined> {
  const [known] = await Promise.all([selectPerson(tx, issued.id), assertNotRevoked(tx, issued)]);
  if (known?.claimed_by) throw new ChatError("unauthorized", "This guest has signed in since; use the user's token.");
  return known;
}

/** @throws ChatError `unauthorized` for a token issued before a revocation (S9) */
async function assertNotRevoked(tx: Transaction, { id, issuedAt }: Issued): Promise<void> {
  const before = await selectRevocation(tx, id);
  if (before && isRevoked(issuedAt, before)) throw tokenRevoked();
}

/**
 * Of a guest who is about to become a user. The answer to the first claim may have been lost, so one who is claimed
 * already passes, and then nothing moves. @throws ChatError `unauthorized` for a token issued before a revocation (S9)
 */
export async function assertClaimable(tx: Transaction, issued: Issued): Promise<void> {
  const before = await selectRevocation(tx, issued.id);
  const known = await selectPerson(tx, issued.id); // later: what a claim revoked, it has claimed before
  if (!known?.claimed_by && before && isRevoked(issued.issuedAt, before)) throw tokenRevoked();
}

/** A new token, issued in a second, is taken. */
export const tokenRevoked = () => new ChatError("unauthorized", "This token was revoked; sign in again.", 1000);

/** `iat` counts whole seconds, so a token of the very second is refused as well; the next one is not. */
export const isRevoked = (issuedAt: number, before: Date): boolean => issuedAt < before.getTime();
