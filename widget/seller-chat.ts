/** Registers `<seller-chat>`. All that the page loads at first: the launcher. */
import { ChatLauncher } from "./elements/chat-launcher";
import { define } from "./elements/define";
import { SellerChat } from "./elements/seller-chat";

define({ "chat-launcher": ChatLauncher, "seller-chat": SellerChat });
