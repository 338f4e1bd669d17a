import { guestName } from "../client/guest-name";

/** Whether an earlier visit left a guest here: told without loading the client. */
export const hasGuest = (server: string): boolean => {
  try {
    return localStorage.getItem(guestName(server)) !== null;
  } catch {
    return false; // storage is denied
  }
};
