import type { ReactiveControllerHost } from "lit";
import type { Limits, Outgoing } from "../client/state";
import { isPicture } from "./bubble-file";
import { type Chosen, choose, isTooLarge, tooLarge } from "./chosen";

interface Host extends ReactiveControllerHost {
  readonly limits: Limits | undefined;
  readonly words: { readonly locale: string };
}

/** The files that will go with the next message: takes what fits, and makes pictures lighter meanwhile. */
export class ChosenFiles {
  items: readonly Chosen[] = [];
  /** Why a file was not taken, in words. */
  refused = "";
  private last = 0;

  /** @param prepared called when a picture is light enough, or can't be made so */
  constructor(
    private readonly host: Host,
    private readonly prepared: () => void,
  ) {}

  get preparing(): boolean {
    return this.items.some(({ is }) => is === "preparing");
  }

  add(files: readonly File[]): void {
    const { limits, words } = this.host;
    const { taken, refused = "" } = choose(files, this.items.length, limits, words.locale);
    const items = taken.map(
      (file): Chosen => ({ is: isPicture(file) ? "preparing" : "ready", key: ++this.last, file }),
    );
    this.set([...this.items, ...items], refused);
    for (const { is, key, file } of items) if (is === "preparing") void this.prepare(key, file);
  }

  remove(key: number): void {
    this.set(
      this.items.filter((one) => one.key !== key),
      "",
    );
  }

  /** All of them, to be sent; none is left. */
  take(): readonly Outgoing[] {
    const files = this.items.map(({ is, key, ...file }): Outgoing => file);
    this.set([], "");
    return files;
  }

  private async prepare(key: number, file: File): Promise<void> {
    const light = await import("../controllers/prepare-picture").then(
      ({ preparePicture }) => preparePicture(file),
      (): Outgoing => ({ file }), // the chunk can't be had now: as it is
    );
    const { limits, words } = this.host;
    const fits = !isTooLarge(light.file, limits);
    const ready: Chosen = { is: "ready", key, ...light };
    this.set(
      this.items.flatMap((one) => (one.key !== key ? [one] : fits ? [ready] : [])),
      fits ? this.refused : tooLarge(file, limits, words.locale),
    );
    this.prepared();
  }

  private set(items: readonly Chosen[], refused: string): void {
    this.items = items;
    this.refused = refused;
    this.host.requestUpdate();
  }
}
