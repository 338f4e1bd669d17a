import { html, LitElement, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { wordsFor } from "../controllers/page-locale";
import { answer, hasOpener, subscribeFor } from "../controllers/push-window-steps";
import { type PushStrings, pushWords } from "../strings/push-words";
import { base } from "../styles/base";
import { tokens } from "../styles/tokens";
import { bellIcon } from "./bell-icons";
import { pageStyles, styles } from "./push-window.styles";

type Step = "ready" | "asking" | "done" | "denied" | "failed" | "lost";

/** All of the small window: one sentence, one button, what came of it. */
export class PushWindow extends LitElement {
  static override styles = [tokens, base, styles];

  @state() private step: Step = hasOpener() ? "ready" : "lost";

  /** Origin of the page that opened the window; the server has checked it. */
  @property() store = "";
  @property() locale = "";
  @property({ reflect: true }) theme: "light" | "dark" | "auto" = "auto";

  override connectedCallback(): void {
    super.connectedCallback();
    if (pageStyles.styleSheet) document.adoptedStyleSheets = [pageStyles.styleSheet];
  }

  private async ask(): Promise<void> {
    this.step = "asking";
    try {
      const result = await subscribeFor(this.store);
      this.step = result === undefined ? "ready" : result === "denied" ? "denied" : "done";
      if (result !== undefined) answer(this.store, result);
      if (this.step === "done") window.close();
    } catch (error) {
      this.step = "failed";
      console.warn("seller-chat: the browser could not be subscribed", error);
    }
  }

  private text(own: PushStrings): string {
    switch (this.step) {
      case "done":
        return own.windowDone;
      case "denied":
        return own.denied;
      case "failed":
        return own.failed;
      case "lost":
        return own.windowLost;
      case "ready":
      case "asking":
        return own.windowText;
    }
  }

  private renderAction(own: PushStrings) {
    const { step } = this;
    if (step === "done" || step === "denied" || step === "lost")
      return html`<button @click=${() => window.close()}>${own.closeWindow}</button>`;
    const asking = step === "asking";
    return html`<button class="strong" ?disabled=${asking} @click=${this.ask}>${asking ? own.asking : own.turnOn}</button>`;
  }

  override render() {
    const own = pushWords(wordsFor(this, this.locale).locale);
    const host = URL.canParse(this.store) ? new URL(this.store).host : nothing;
    return html`<main class="root">
      <div class="card">
        <span class="mark">${bellIcon}</span>
        <h1>${own.title}</h1>
        <p class="store cut">${host}</p>
        <p role="status">${this.text(own)}</p>
        ${this.renderAction(own)}
      </div>
    </main>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "push-window": PushWindow;
  }
}
