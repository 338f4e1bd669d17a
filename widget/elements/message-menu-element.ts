/** The chunk that is loaded with the first message somebody wants to do something about. */
import { ChatMessageMenu } from "./chat-message-menu";
import { define } from "./define";

define({ "chat-message-menu": ChatMessageMenu });
