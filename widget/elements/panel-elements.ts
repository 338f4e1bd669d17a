/** The chunk that is loaded on intent: registers the panel and what it is made of. */
import { ChatAttachmentPicture } from "./chat-attachment-picture";
import { ChatAttachmentTray } from "./chat-attachment-tray";
import { ChatAvatar } from "./chat-avatar";
import { ChatComposer } from "./chat-composer";
import { ChatConversation } from "./chat-conversation";
import { ChatHeader } from "./chat-header";
import { ChatHint } from "./chat-hint";
import { ChatMenu } from "./chat-menu";
import { ChatMessages } from "./chat-messages";
import { ChatPanel } from "./chat-panel";
import { ChatProduct } from "./chat-product";
import { define } from "./define";

/** What the panel's elements ask for comes from here alone. */
export { perform } from "../controllers/perform";

define({
  "chat-attachment-picture": ChatAttachmentPicture,
  "chat-attachment-tray": ChatAttachmentTray,
  "chat-avatar": ChatAvatar,
  "chat-composer": ChatComposer,
  "chat-conversation": ChatConversation,
  "chat-header": ChatHeader,
  "chat-hint": ChatHint,
  "chat-menu": ChatMenu,
  "chat-messages": ChatMessages,
  "chat-panel": ChatPanel,
  "chat-product": ChatProduct,
});
