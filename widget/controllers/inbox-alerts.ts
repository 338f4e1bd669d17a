import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Clock } from "../client/clock";
import type { Conversation, InboxList } from "../client/state";
import { alertFor, type Here, newestAt, newsOf } from "./alert-rule";

export interface AlertDeps {
  readonly clock: Pick<Clock, "after">;
  /** Whether this page is the first of the person's to claim the news; `mark` only grows. */
  readonly claim: (mark: string) => Promise<boolean>;
  readonly here: (conversation: string) => Here;
  readonly sound: () => boolean;
  readonly granted: () => boolean;
  readonly play: () => void;
  readonly notify: (conversation: Conversation) => void;
}

/** Tells of new messages: once, whatever number of tabs hears of them. What was there at first is no news. */
export class InboxAlerts implements ReactiveController {
  /** By seller, the time of the newest message heard of. */
  private readonly heard = new Map<string, string>();
  private readonly waiting = new Set<() => void>();

  constructor(
    host: ReactiveControllerHost,
    private readonly deps: AlertDeps,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    for (const cancel of this.waiting) cancel();
    this.waiting.clear();
    this.heard.clear();
  }

  /** The plain list of a seller, as it is now. */
  hear(seller: string, { items, loading }: InboxList): void {
    const before = this.heard.get(seller);
    if (before === undefined && loading) return;
    const newest = newestAt(items);
    if (before !== undefined && newest <= before) return;
    this.heard.set(seller, newest);
    const news = before === undefined ? undefined : newsOf(items, before);
    if (news) this.tell(news);
  }

  private tell(news: Conversation): void {
    const { clock, here, sound, granted } = this.deps;
    const { after } = alertFor(here(news.id), sound(), granted());
    const cancel = clock.after(after, () => {
      this.waiting.delete(cancel);
      void this.claimed(news);
    });
    this.waiting.add(cancel);
  }

  private async claimed(news: Conversation): Promise<void> {
    const { claim, here, sound, granted, play, notify } = this.deps;
    if (!(await claim(news.lastAt))) return;
    const alert = alertFor(here(news.id), sound(), granted()); // meanwhile somebody may have turned to this page
    if (alert.sound) play();
    if (alert.notify) notify(news);
  }
}
