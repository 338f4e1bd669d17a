/** What `debug` tells: a step in words, and ids. Never a text that somebody wrote, never a token. */
export type Log = (step: string, ids?: Readonly<Record<string, string | number | undefined>>) => void;

export const silent: Log = () => {};
