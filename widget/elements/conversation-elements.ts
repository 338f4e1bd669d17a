/** Registers what both sides' conversations are made of. */
import { ChatAttachmentPicture } from "./chat-attachment-picture";
import { ChatAttachmentTray } from "./chat-attachment-tray";
import { ChatAvatar } from "./chat-avatar";
import { ChatComposer } from "./chat-composer";
import { ChatConversation } from "./chat-conversation";
import { ChatHeader } from "./chat-header";
import { ChatHint } from "./chat-hint";
import { ChatMessages } from "./chat-messages";
import { define } from "./define";

define({
  "chat-attachment-picture": ChatAttachmentPicture,
  "chat-attachment-tray": ChatAttachmentTray,
  "chat-avatar": ChatAvatar,
  "chat-composer": ChatComposer,
  "chat-conversation": ChatConversation,
  "chat-header": ChatHeader,
  "chat-hint": ChatHint,
  "chat-messages": ChatMessages,
});
