/** What a browser gives to the client, in one that can freeze and crash. */
import type { Environment } from "../../widget/client/environment";
import type { Fetch } from "../../widget/client/http";
import { type Keep, memoryKeep } from "../../widget/client/keep";
import { MemoryStorage, type Shelf, type Storage } from "../../widget/client/storage";
import { type MakeSocket, nativeSocket } from "../../widget/client/transports/websocket";
import { fetchUpload } from "../../widget/client/upload";
import { deviceClock, type Heart, SPEED } from "./clock";
import type { Dice } from "./dice";

/** What a crash leaves. */
export interface Disk {
  readonly storage: MemoryStorage;
  readonly keep: Keep;
}

export const newDisk = (): Disk => ({ storage: new MemoryStorage(), keep: memoryKeep() });

export interface BrowserDeps {
  readonly heart: Heart;
  readonly disk: Disk;
  readonly dice: Dice;
  /** Milliseconds by which its clock is wrong. */
  readonly skew: number;
  readonly uuid: () => string;
  /** How to tell the page that it may have been offline. */
  readonly onWake: (wake: () => void) => () => void;
}

export const crashableEnvironment = ({ heart, disk, dice, skew, uuid, onWake }: BrowserDeps): Environment => ({
  clock: deviceClock(heart, skew),
  random: () => dice.next(),
  uuid,
  socket: socketOf(heart),
  fetch: fetchOf(heart),
  upload: fetchUpload,
  storage: storageOf(heart, disk.storage),
  keep: disk.keep,
  visible: () => heart.pulse === "awake",
  onWake,
});

const socketOf =
  (heart: Heart): MakeSocket =>
  (url, protocol, on) => {
    let dropped = false;
    const told = (task: () => void) =>
      heart.beat(() => {
        if (!dropped) task();
      });
    const socket = nativeSocket(url, protocol, {
      open: () => told(() => on.open()),
      message: (data) => told(() => on.message(data)),
      close: (code, reason) => told(() => on.close(code, reason)),
    });
    return {
      send(text) {
        if (heart.pulse === "awake") socket.send(text);
      },
      drop() {
        dropped = true;
        socket.drop();
      },
    };
  };

/** The server's clock is slower: how long a poll may hang is told in its own milliseconds. */
const inServerTime = (body: string): string => {
  const value: unknown = JSON.parse(body);
  if (typeof value !== "object" || value === null || !("wait" in value) || typeof value.wait !== "number") return body;
  return JSON.stringify({ ...value, wait: Math.round(value.wait / SPEED) });
};

const fetchOf =
  (heart: Heart): Fetch =>
  (url, { body, ...init }) =>
    new Promise((resolve, reject) => {
      if (heart.pulse === "over") return;
      fetch(url, { ...init, body: inServerTime(body ?? "") }).then(
        (answer) => heart.beat(() => resolve(answer)),
        (error: unknown) => heart.beat(() => reject(error)),
      );
    });

/** After a crash nothing is written any more, whatever the dead page still does. */
const storageOf = (heart: Heart, storage: Storage): Storage => ({
  shelf(scope): Shelf {
    const shelf = storage.shelf(scope);
    return {
      all: (kind) => shelf.all(kind),
      put: async (kind, id, record) => heart.pulse !== "over" && shelf.put(kind, id, record),
      delete(kind, id) {
        if (heart.pulse !== "over") shelf.delete(kind, id);
      },
    };
  },
  move: (from, to) => storage.move(from, to),
});
