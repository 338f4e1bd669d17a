/** The chunk that is loaded with the first picture somebody looks at in full. */
import { ChatViewer } from "./chat-viewer";
import { define } from "./define";

define({ "chat-viewer": ChatViewer });
