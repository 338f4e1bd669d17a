/** The chunk that is loaded with the first conversation of the inbox: registers what opens over one. */
import { ChatMenu } from "./chat-menu";
import { define } from "./define";
import { InboxTrail } from "./inbox-trail";

define({ "chat-menu": ChatMenu, "inbox-trail": InboxTrail });
