/** Events about files; they come with the panel. */

/** A picture is wanted in full. `attachment` is its id. */
export class ChatViewEvent extends Event {
  static readonly type = "chat-view";
  constructor(readonly attachment: string) {
    super(ChatViewEvent.type, { bubbles: true, composed: true });
  }
}

/** A file is not to be sent after all. `key` is its `Chosen`'s. */
export class FileRemoveEvent extends Event {
  static readonly type = "file-remove";
  constructor(readonly key: number) {
    super(FileRemoveEvent.type);
  }
}

declare global {
  interface HTMLElementEventMap {
    "chat-view": ChatViewEvent;
    "file-remove": FileRemoveEvent;
  }
}
