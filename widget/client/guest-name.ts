/** The name under which a browser keeps its guest of a server. */
export const guestName = (server: string): string => `seller-chat guest ${server}`;
