import type { Command } from "../commands";
import { newList, shownList } from "../lists";
import {
  type ChatState,
  type InboxList,
  type ListView,
  listKey,
  type Side,
  type Thread,
  type ThreadKey,
} from "../state";
import { joined, waitingMessage } from "../view";

/**
 * The state as it will be once the leading tab has heard of these commands: what a person does in this tab is seen in
 * this tab at once, and typing never runs backwards.
 *
 * @param side of threads that are shown by their id
 */
export const anticipate = (state: ChatState, commands: readonly Command[], side: Side): ChatState =>
  commands.reduce((next, command) => anticipateOne(next, command, side), state);

const anticipateOne = (state: ChatState, command: Command, side: Side): ChatState => {
  switch (command.type) {
    case "open": {
      const { key, target } = command;
      if (state.threads.has(key)) return state;
      const thread = { key, side: "seller" in target ? "buyer" : side, messages: [], more: false, draft: "" } as const;
      return { ...state, threads: new Map(state.threads).set(key, { ...thread, loading: "opening" }) };
    }
    case "send": {
      const { item, bytes = new Map() } = command;
      return withThread(state, item.key, (thread) => ({
        ...thread,
        draft: "",
        messages: joined(thread.messages, [waitingMessage(item, bytes)]),
      }));
    }
    case "draft":
      return withThread(state, command.key, (thread) => ({
        ...thread,
        ...(command.note ? { noteDraft: command.text } : { draft: command.text }),
      }));
    case "block":
      return withThread(state, command.key, ({ conversation, ...thread }) => {
        if (!conversation) return thread;
        const { blocked, ...rest } = conversation;
        return { ...thread, conversation: command.on ? { ...rest, blocked: true } : rest };
      });
    case "list":
      return state.inboxes.has(listKey(command.view)) ? state : withList(state, command.view);
    default:
      return state;
  }
};

const withThread = (state: ChatState, key: ThreadKey, change: (thread: Thread) => Thread): ChatState => {
  const thread = state.threads.get(key);
  return thread ? { ...state, threads: new Map(state.threads).set(key, change(thread)) } : state;
};

const withList = (state: ChatState, view: ListView): ChatState => {
  const list: InboxList = shownList(newList(view), [], "");
  return { ...state, inboxes: new Map(state.inboxes).set(listKey(view), list) };
};
