/** The chunk that is loaded with the first menu somebody opens: what it asks. */
import { ChatBlock } from "./chat-block";
import { ChatReport } from "./chat-report";
import { define } from "./define";

define({ "chat-block": ChatBlock, "chat-report": ChatReport });
