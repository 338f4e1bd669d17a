import { ID_LENGTH } from "../protocol/limits";
import { UsageError } from "./command";

export const PERSON = { person: { type: "string" } } as const;

/** An id as tokens have it in `sub`. @throws UsageError */
export function personOf(id: string | undefined): string {
  if (id && id.length <= ID_LENGTH) return id;
  throw new UsageError("--person is needed: the id of a user (`sub` of their tokens) or of a guest (`guest:…`).");
}
