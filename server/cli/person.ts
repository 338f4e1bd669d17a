import { StartError } from "../errors";
import { ID_LENGTH } from "../protocol/limits";

export const PERSON = { person: { type: "string" } } as const;

/** An id as tokens have it in `sub`. @throws StartError */
export function personOf(id: string | undefined): string {
  if (id && id.length <= ID_LENGTH) return id;
  throw new StartError("--person is needed: the id of a user (`sub` of their tokens) or of a guest (`guest:…`).");
}
