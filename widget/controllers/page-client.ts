import type { ChatClient } from "../client/state";
import type { PageSettings } from "./page-settings";
export const pageClient = (_settings: PageSettings): ChatClient => {
  throw new Error("not wired yet");
};
