import { bareEnvironment, type Environment } from "./environment";
import { IndexedDbStorage } from "./indexed-db";
import { Journal } from "./journal";
import { type Keep, memoryKeep } from "./keep";
import { xhrUpload } from "./xhr-upload";

/** Everything that a browser has for the client, as far as this one gives it. The one file here that hears DOM events. */
export const browserEnvironment = (keep = pageKeep()): Environment => ({
  ...bareEnvironment(),
  ...sharedTabs(),
  upload: xhrUpload,
  storage: new Journal(new IndexedDbStorage(), keep),
  keep,
  visible: () => document.visibilityState === "visible",
  onWake: (wake) => {
    const shown = () => {
      if (document.visibilityState === "visible") wake();
    };
    addEventListener("online", wake);
    addEventListener("pageshow", wake); // out of the back/forward cache
    document.addEventListener("visibilitychange", shown);
    return () => {
      removeEventListener("online", wake);
      removeEventListener("pageshow", wake);
      document.removeEventListener("visibilitychange", shown);
    };
  },
});

/** Needs a secure context and a browser from 2022 on; without them every tab is for itself. */
const sharedTabs = (): Pick<Environment, "locks" | "channel"> => {
  if (!("locks" in navigator) || !("BroadcastChannel" in globalThis)) return {};
  return {
    locks: { request: (name, options, held) => navigator.locks.request(name, options, held) },
    channel: (name, receive) => {
      const channel = new BroadcastChannel(name);
      channel.onmessage = (event) => receive(event.data);
      return { post: (data) => channel.postMessage(data), close: () => channel.close() };
    },
  };
};

/** `localStorage`; what it denies or has no room for is remembered as long as the page lives. */
const pageKeep = (): Keep => {
  const denied = memoryKeep();
  const tried = <T>(use: () => T, otherwise: () => T): T => {
    try {
      return use();
    } catch {
      return otherwise();
    }
  };
  return {
    get: (name) =>
      denied.get(name) ??
      tried(
        () => localStorage.getItem(name) ?? undefined,
        () => undefined,
      ),
    set(name, value) {
      denied.delete(name);
      tried(
        () => localStorage.setItem(name, value),
        () => denied.set(name, value),
      );
    },
    delete(name) {
      denied.delete(name);
      tried(
        () => localStorage.removeItem(name),
        () => {},
      );
    },
  };
};
