import { type Clock, systemClock } from "./clock";
import type { Fetch } from "./http";
import { type Keep, memoryKeep } from "./keep";
import type { Locks } from "./locks";
import { MemoryStorage, type Storage } from "./storage";
import { type MakeSocket, nativeSocket } from "./transports/websocket";
import { fetchUpload, type Upload } from "./upload";

/** Carries what can be cloned to the other tabs of this origin. */
export interface Channel {
  post(data: unknown): void;
  close(): void;
}
export type OpenChannel = (name: string, receive: (data: unknown) => void) => Channel;

/** Everything that the client takes from outside. */
export interface Environment {
  readonly clock: Clock;
  /** At least 0, below 1. */
  readonly random: () => number;
  /** A version 4 UUID in lower case. */
  readonly uuid: () => string;
  readonly socket: MakeSocket;
  readonly fetch: Fetch;
  readonly upload: Upload;
  readonly storage: Storage;
  readonly keep: Keep;
  /** With `channel`: one tab holds the link for all of a person's tabs. */
  readonly locks?: Locks;
  readonly channel?: OpenChannel;
  /** Whether a person can see this page right now. */
  readonly visible: () => boolean;
  /** Calls back when the link may have died unseen, or the network may be back. Returns how to stop that. */
  readonly onWake: (wake: () => void) => () => void;
}

/** Not `crypto.randomUUID`: a storefront without https doesn't have it. */
const uuid = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte, i) => {
    const value = i === 6 ? (byte & 0x0f) | 0x40 : i === 8 ? (byte & 0x3f) | 0x80 : byte;
    return value.toString(16).padStart(2, "0");
  });
  return hex.join("").replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};

/** What every runtime has: nothing is kept, nobody else is there. Under Bun this is all; a browser adds its own. */
export const bareEnvironment = (): Environment => ({
  clock: systemClock,
  random: Math.random,
  uuid,
  socket: nativeSocket,
  fetch: (url, init) => fetch(url, init),
  upload: fetchUpload,
  storage: new MemoryStorage(),
  keep: memoryKeep(),
  visible: () => true,
  onWake: () => () => {},
});
