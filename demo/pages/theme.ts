/** Runs before the page is painted: a chosen theme must not flash. Without a choice the system's theme holds. */
import { recall } from "./memory";

const chosen = recall("theme");
if (chosen) document.documentElement.dataset.theme = chosen;
