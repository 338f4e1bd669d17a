import { css } from "lit";

export const styles = css`
  :host {
    display: block;
  }
  dialog {
    position: fixed;
    inset: auto 16px 16px auto;
    inline-size: 384px;
    block-size: min(640px, 100dvh - 32px);
    max-inline-size: calc(100vw - 32px);
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 1px solid transparent;
    border-radius: 20px;
    background: var(--_paper);
    background-clip: border-box;
    color: inherit;
    box-shadow: var(--_shadow);
    overflow: hidden;
    transform-origin: calc(100% - 32px) calc(100% - 32px);
    /* Where small dialogs are in the middle: over the panel, not over the page. */
    --_over: max(16px, 100dvh - 656px) 16px 16px max(16px, 100vw - 400px);
  }
  :host([position="bottom-left"]) dialog {
    inset: auto auto 16px 16px;
    transform-origin: 32px calc(100% - 32px);
    --_over: max(16px, 100dvh - 656px) max(16px, 100vw - 400px) 16px 16px;
  }
  dialog:focus-visible {
    outline: none;
  }
  dialog::backdrop {
    background: var(--_scrim);
  }
  .bar {
    display: flex;
    flex: none;
    justify-content: end;
    padding: 14px 12px;
  }
  .frame > chat-hint {
    margin: auto;
    padding-block-end: 68px;
  }
  .frame {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  chat-header,
  chat-product {
    flex: none;
    border-block-end: 1px solid var(--_line);
  }
  chat-menu,
  chat-menu + .icon-button {
    margin-inline-start: -12px;
  }
  chat-conversation {
    flex: 1;
  }

  dialog[open] {
    animation: open 220ms cubic-bezier(0.2, 0.9, 0.25, 1.05);
  }
  dialog[open]::backdrop {
    animation: fade 220ms ease-out;
  }
  /* Where a browser can, the panel fades out; elsewhere it is gone at once. */
  dialog {
    opacity: 0;
    transition:
      opacity 120ms,
      overlay 120ms allow-discrete,
      display 120ms allow-discrete;
  }
  dialog[open] {
    opacity: 1;
  }
  @keyframes open {
    from {
      opacity: 0;
      transform: scale(0.96);
    }
  }
  @keyframes fade {
    from {
      opacity: 0;
    }
  }

  /* The same width as PHONE in chat-panel.ts. */
  @media (max-width: 479.98px) {
    dialog,
    :host([position="bottom-left"]) dialog {
      inset: var(--_top, 0) 0 auto;
      inline-size: 100%;
      max-inline-size: none;
      block-size: var(--_height, 100dvh);
      border: 0;
      border-radius: 0;
      transform-origin: 50% 100%;
      --_over: 0;
    }
    chat-header {
      padding-block-start: max(12px, env(safe-area-inset-top));
    }
  }
  @media (prefers-reduced-motion: reduce) {
    dialog::backdrop {
      animation: none !important;
    }
  }
  @media (forced-colors: active) {
    dialog {
      border-color: CanvasText;
    }
  }
  /* Between two buttons of its kind: the line about the seller needs the room. */
  ::slotted(chat-bell) {
    margin-inline-end: -8px;
  }
`;
