import type { ReactiveController, ReactiveControllerHost } from "lit";

/** So many pages of older messages are asked for in search of one. */
const PAGES = 10;

/** What its host knows at an update. */
interface Sight {
  /** The bubble of that message, where it is held. */
  bubble(seq: number): HTMLElement | undefined;
  readonly more: boolean;
  readonly loading: boolean;
}

/** Shows a message of a log that may be further back than what is held: then older pages are loaded, up to a bound. */
export class Seeker implements ReactiveController {
  private goal: { readonly seq: number; readonly pages: number } | undefined;

  /** @param look what is there now. @param older asks for one more page. @param show brings it into view */
  constructor(
    host: ReactiveControllerHost,
    private readonly look: () => Sight,
    private readonly older: () => void,
    private readonly show: (bubble: HTMLElement, behavior: "smooth" | "instant") => void,
  ) {
    host.addController(this);
  }

  seek(seq: number): void {
    this.goal = { seq, pages: 0 };
    this.step("smooth");
  }

  hostUpdated(): void {
    this.step("instant");
  }

  private step(behavior: "smooth" | "instant"): void {
    if (!this.goal) return;
    const { seq, pages } = this.goal;
    const sight = this.look();
    const bubble = sight.bubble(seq);
    if (bubble) this.arrive(bubble, behavior);
    else if (sight.loading) return;
    else if (!sight.more || pages === PAGES) this.goal = undefined;
    else {
      this.goal = { seq, pages: pages + 1 };
      this.older();
    }
  }

  private arrive(bubble: HTMLElement, behavior: "smooth" | "instant"): void {
    this.goal = undefined;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.show(bubble, calm ? "instant" : behavior);
    bubble.focus({ preventScroll: true });
    bubble.classList.remove("found");
    void bubble.offsetWidth; // the same once more begins anew
    bubble.classList.add("found");
  }
}
