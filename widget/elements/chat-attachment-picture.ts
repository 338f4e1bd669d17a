import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { FileLink } from "../client/state";
import { fileWords } from "../strings/file-words";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import type { BubbleFile } from "./bubble-file";
import { styles } from "./chat-attachment-picture.styles";
import { ChatRequestEvent } from "./events";
import { ChatViewEvent } from "./file-events";
import { pictureIcon, retryIcon } from "./file-icons";
import { paintBlob, paintPreview } from "./paint";
import { progressRing } from "./progress-ring";

/** What the canvas shows under the picture, the sharpest so far: it stays until the picture is there. */
type Painted = "nothing" | "preview" | "itself";

/**
 * The picture on its way from the server. What is loaded stays, also when its address is renewed: a message's picture
 * never changes.
 */
type Loading =
  | { readonly is: "wanted"; readonly failures: number }
  | { readonly is: "loaded"; readonly src: string }
  | { readonly is: "failed" };

/** So often a new address is asked for without a word. */
const ATTEMPTS = 2;
const WANTED: Loading = { is: "wanted", failures: 0 };

/**
 * One picture of a message, in whatever room it is given: a blurred placeholder, or the picture itself while it is on its
 * way to the server, and over it the server's.
 *
 * @fires chat-view - The reader wants to see it in full.
 * @fires chat-request - `relink`
 */
export class ChatAttachmentPicture extends LitElement {
  static override styles = [base, styles];

  @query("canvas") private readonly canvas!: HTMLCanvasElement;
  @state() private loading: Loading = WANTED;
  private painted: Painted = "nothing";
  private tried: string | undefined;

  @property({ attribute: false }) file!: BubbleFile;
  /** Absent until the server told. */
  @property({ attribute: false }) link: FileLink | undefined;
  /** What a screen reader says of it. */
  @property() label = "";
  /** Its message was refused. */
  @property({ type: Boolean }) halted = false;
  /** So many more pictures stand behind this one. */
  @property({ type: Number }) more = 0;
  @property({ attribute: false }) words: Words = localize("en");

  /** Another address that is the same as the one that failed won't help either. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("link") && this.loading.is === "wanted" && this.src !== undefined && this.src === this.tried)
      this.loading = { is: "failed" };
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("file")) void this.paint();
  }

  private async paint(): Promise<void> {
    const { file, canvas } = this;
    if (this.painted === "itself") return;
    if ("blob" in file && file.blob) {
      if (await paintBlob(canvas, file.blob)) this.painted = "itself";
    } else if ("preview" in file && file.preview && this.painted === "nothing") {
      paintPreview(canvas, file.preview);
      this.painted = "preview";
    }
  }

  private get src(): string | undefined {
    if (this.loading.is === "loaded") return this.loading.src;
    return this.loading.is === "failed" ? undefined : (this.link?.small ?? this.link?.url);
  }

  private handleLoad(event: Event): void {
    if (event.target instanceof HTMLImageElement) this.loading = { is: "loaded", src: event.target.src };
  }

  /** The address may have ended, or the network. One address that fails counts once. */
  private handleError(): void {
    const { loading, src } = this;
    if (loading.is !== "wanted" || src === this.tried) return;
    this.tried = src;
    const failures = loading.failures + 1;
    this.loading = failures < ATTEMPTS ? { is: "wanted", failures } : { is: "failed" };
    if (failures < ATTEMPTS) this.relink();
  }

  private relink(): void {
    this.dispatchEvent(new ChatRequestEvent({ do: "relink", attachment: this.file.id }));
  }

  private handleClick(): void {
    if (this.loading.is === "failed") {
      this.loading = WANTED;
      this.tried = undefined;
      this.relink();
    } else this.dispatchEvent(new ChatViewEvent(this.file.id));
  }

  private renderOver() {
    const { file, more } = this;
    if (this.loading.is === "failed") return html`<span class="over"><span class="disc">${retryIcon}</span></span>`;
    if (more > 0) return html`<span class="over dim" aria-hidden="true">+${more}</span>`;
    if ("progress" in file && !this.halted) {
      const ring = progressRing(file.progress, fileWords(this.words.locale).uploading(file.name));
      return html`<span class="over">${ring}</span>`;
    }
    const shows = this.loading.is === "loaded" || ("preview" in file && file.preview) || ("blob" in file && file.blob);
    return shows ? nothing : html`<span class="over blank">${pictureIcon}</span>`;
  }

  private renderHit() {
    const files = fileWords(this.words.locale);
    const words = this.loading.is === "failed" ? `${this.label}. ${files.loadAgain}` : this.label;
    const label = this.more > 0 ? `${words}. ${files.morePhotos(this.more)}` : words;
    return html`<button aria-label=${label} @click=${this.handleClick}></button>`;
  }

  override render() {
    const { src } = this;
    const onItsWay = "progress" in this.file;
    // The canvas is the same from the first byte that leaves to the picture that the server gives back.
    return html`<canvas class=${this.halted ? "halted" : ""} aria-hidden="true"></canvas>
      ${
        src === undefined
          ? nothing
          : html`<img
              class=${this.loading.is === "loaded" ? "loaded" : ""}
              src=${src}
              alt=""
              decoding="async"
              draggable="false"
              @load=${this.handleLoad}
              @error=${this.handleError}
            />`
      }
      ${this.renderOver()}${onItsWay ? html`<span class="unseen">${this.label}</span>` : this.renderHit()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chat-attachment-picture": ChatAttachmentPicture;
  }
}
