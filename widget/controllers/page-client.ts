import { Advice } from "../client/advice";
import { BACKOFF } from "../client/backoff";
import { browserEnvironment } from "../client/browser";
import { createChatClient } from "../client/chat-client";
import { systemClock } from "../client/clock";
import type { Log } from "../client/log";
import type { ChatClient } from "../client/state";
import type { PageSettings } from "./page-settings";

const tell: Log = (step, ids = {}) => console.info(`seller-chat: ${step}`, ids);

/** The client for an element's attributes, in this browser. */
export const pageClient = (settings: PageSettings): ChatClient => {
  const { server, side, getToken, locale, debug, reconnectMin = BACKOFF.min, reconnectMax = BACKOFF.max } = settings;
  const client = createChatClient(
    {
      server,
      sides: [side],
      token: getToken,
      locale,
      reconnect: { min: reconnectMin, max: reconnectMax },
      ...(debug && { log: tell }),
    },
    browserEnvironment(),
  );
  const warn = (sentence: string) => console.warn(sentence);
  const advice = new Advice({ server, origin: location.origin, clock: systemClock, warn });
  client.subscribe(() => advice.hear(client.state.link));
  return client;
};
