/** Puts one state of an element on the page. */
export type Scene = (theme: "light" | "dark") => void;
