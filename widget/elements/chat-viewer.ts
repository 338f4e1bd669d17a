import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { FileLink } from "../client/state";
import { fileWords } from "../strings/file-words";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import { styles } from "./chat-viewer.styles";
import { ChatRequestEvent } from "./events";
import { downloadIcon, forwardIcon } from "./file-icons";
import { backIcon, closeIcon } from "./icons";
import type { ViewedPicture } from "./pictures-of";

/**
 * The pictures of a conversation in full, over the whole page, one after the other: by the arrow keys, by buttons, by a
 * finger (the strip scrolls by itself). A real `<dialog>`: Escape closes it, and what had the focus gets it back. A pinch
 * is the browser's.
 *
 * @fires chat-request - `relink`
 * @fires close - It is closed. Doesn't bubble.
 */
export class ChatViewer extends LitElement {
  static override styles = [base, styles];

  @query("dialog") private readonly dialog!: HTMLDialogElement;
  @query(".strip") private readonly strip!: HTMLElement;
  private readonly relinked = new Set<string>();
  /** The attachment in view. */
  @state() private current = "";

  @property({ attribute: false }) pictures: readonly ViewedPicture[] = [];
  /** By attachment id. */
  @property({ attribute: false }) links: ReadonlyMap<string, FileLink> = new Map();
  /** The attachment to begin with. */
  @property() first = "";
  @property({ attribute: false }) words: Words = localize("en");

  protected override willUpdate(): void {
    if (!this.pictures.some(({ picture }) => picture.id === this.current)) this.current = this.first;
  }

  protected override firstUpdated(_changed: PropertyValues<this>): void {
    this.dialog.showModal();
    this.go(this.index, "instant");
  }

  private get index(): number {
    return Math.max(
      0,
      this.pictures.findIndex(({ picture }) => picture.id === this.current),
    );
  }

  private go(index: number, behavior: ScrollBehavior = "smooth"): void {
    if (!this.pictures[index]) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.strip.scrollTo({ left: index * this.strip.clientWidth, behavior: still ? "instant" : behavior });
  }

  /** Whoever turned the page, a key or a finger: what lies in the middle is the current one. */
  private handleScroll(): void {
    const { scrollLeft, clientWidth } = this.strip;
    const seen = this.pictures[Math.round(scrollLeft / Math.max(1, clientWidth))];
    if (seen) this.current = seen.picture.id;
  }

  private handleKeydown(event: KeyboardEvent): void {
    event.stopPropagation(); // the page's own shortcuts are not meant
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.go(this.index + step);
  }

  /** Beside the picture. */
  private handleClick(event: Event): void {
    if (event.target instanceof Element && event.target.matches(".slide")) this.dialog.close();
  }

  /** The address has ended, while the computer slept, say. Once: another one that fails means that there is no picture. */
  private relink(attachment: string): void {
    if (this.relinked.has(attachment)) return;
    this.relinked.add(attachment);
    this.dispatchEvent(new ChatRequestEvent({ do: "relink", attachment }));
  }

  private handleClose(): void {
    this.dispatchEvent(new Event("close"));
  }

  private renderSlide({ picture, author, at }: ViewedPicture, index: number) {
    const { id, width = 1024, height = 768 } = picture;
    const link = this.links.get(id);
    const near = Math.abs(index - this.index) <= 1;
    const room = `--_ratio: ${width / height}; --_width: ${width}px`;
    const alt = fileWords(this.words.locale).photo(author, at);
    // The small one is there already; the whole one comes over it.
    return html`<div class="slide" aria-hidden=${index === this.index ? nothing : "true"}>
      <figure .style=${room}>
        ${link?.small ? html`<img src=${link.small} alt="" />` : nothing}
        ${link && near ? html`<img src=${link.url} alt=${alt} @error=${() => this.relink(id)} />` : nothing}
      </figure>
    </div>`;
  }

  private renderHead(files: ReturnType<typeof fileWords>) {
    const { index, pictures } = this;
    const seen = pictures[index];
    const url = seen && this.links.get(seen.picture.id)?.url;
    return html`<header>
      <div class="about">
        <p class="author cut">${seen?.author}</p>
        <p class="at" aria-live="polite">
          ${seen?.at}${pictures.length > 1 ? html` · ${files.place(index + 1, pictures.length)}` : nothing}
        </p>
      </div>
      ${
        url
          ? html`<a
              class="icon-button"
              href=${url}
              download=${seen.picture.name}
              target="_blank"
              rel="noopener nofollow ugc"
              aria-label=${files.download}
            >${downloadIcon}</a>`
          : nothing
      }
      <button class="icon-button" aria-label=${this.words.close} autofocus @click=${() => this.dialog.close()}>
        ${closeIcon}
      </button>
    </header>`;
  }

  private renderTurn(to: number, side: "previous" | "next", label: string) {
    if (!this.pictures[to]) return nothing;
    return html`<button class="icon-button turn ${side}" aria-label=${label} @click=${() => this.go(to)}>
      ${side === "previous" ? backIcon : forwardIcon}
    </button>`;
  }

  override render() {
    const files = fileWords(this.words.locale);
    const { index } = this;
    return html`<dialog aria-label=${files.viewer} @keydown=${this.handleKeydown} @close=${this.handleClose}>
      ${this.renderHead(files)}
      <div class="strip" role="group" aria-label=${files.viewer} tabindex="0" @scroll=${this.handleScroll} @click=${this.handleClick}>
        ${repeat(
          this.pictures,
          ({ picture }) => picture.id,
          (one, place) => this.renderSlide(one, place),
        )}
      </div>
      ${this.renderTurn(index - 1, "previous", files.previous)}${this.renderTurn(index + 1, "next", files.next)}
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chat-viewer": ChatViewer;
  }
}
