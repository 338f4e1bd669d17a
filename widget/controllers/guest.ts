/** Where the client keeps this browser's guest of a server; client/identity.ts names it. */
const name = (server: string): string => `seller-chat guest ${server}`;

/** Whether an earlier visit left a guest here: told without loading the client. */
export const hasGuest = (server: string): boolean => {
  try {
    return localStorage.getItem(name(server)) !== null;
  } catch {
    return false; // storage is denied
  }
};
