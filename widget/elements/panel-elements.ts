/** The chunk that is loaded on intent: registers the panel and what it is made of. */
import "./conversation-elements";
import { ChatMenu } from "./chat-menu";
import { ChatPanel } from "./chat-panel";
import { ChatProduct } from "./chat-product";
import { define } from "./define";

/** What the panel's elements ask for comes from here alone. */
export { perform } from "../controllers/perform";

define({ "chat-menu": ChatMenu, "chat-panel": ChatPanel, "chat-product": ChatProduct });
