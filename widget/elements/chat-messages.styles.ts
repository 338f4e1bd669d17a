import { css } from "lit";

export const styles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    background: var(--_paper);
  }
  .scroller {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
  }
  .scroller:focus-visible {
    outline-offset: -4px;
    border-radius: 8px;
  }
  .content {
    position: relative;
    display: flex;
    flex-direction: column;
    justify-content: end;
    min-block-size: 100%;
    padding: 4px 12px 16px;
  }

  .to-end {
    position: absolute;
    inset-block-end: 12px;
    inset-inline: 0;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    inline-size: fit-content;
    min-inline-size: 40px;
    min-block-size: 40px;
    margin-inline: auto;
    padding-inline: 10px;
    border-color: var(--_line);
    border-radius: 20px;
    background: var(--_paper);
    box-shadow: 0 4px 16px -4px rgb(20 24 40 / 0.24);
    font-size: 13px;
    font-weight: 600;
  }
  .to-end:not([aria-label]) {
    padding-inline-start: 16px;
  }
  .to-end:hover {
    background: var(--_wash);
  }

  .typing {
    display: flex;
    align-self: start;
    gap: 4px;
    margin-block: 8px;
    padding: 14px;
    border-radius: 18px;
    background: var(--_theirs);
    animation: rise 160ms ease-out;
  }
  .typing i {
    inline-size: 6px;
    block-size: 6px;
    border-radius: 50%;
    background: var(--_muted);
    animation: breathe 1.2s infinite both;
  }
  .typing i:nth-of-type(2) {
    animation-delay: 0.16s;
  }
  .typing i:nth-of-type(3) {
    animation-delay: 0.32s;
  }

  .skeleton {
    display: flex;
    flex-direction: column;
    justify-content: end;
    gap: 8px;
    flex: 1;
    padding-block-end: 12px;
    animation: appear 200ms 150ms both;
  }
  .skeleton i {
    inline-size: 56%;
    block-size: 38px;
    border-radius: 18px;
    background: var(--_theirs);
  }
  .skeleton .mine {
    align-self: end;
    inline-size: 66%;
  }
  .skeleton .mine.short {
    inline-size: 38%;
  }
  .skeleton .long {
    inline-size: 70%;
    block-size: 60px;
  }

  ::slotted(*) {
    margin: auto;
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  @keyframes breathe {
    0%,
    60%,
    100% {
      opacity: 0.35;
      transform: none;
    }
    30% {
      opacity: 1;
      transform: translateY(-3px);
    }
  }
  @media (forced-colors: active) {
    .typing,
    .skeleton i {
      border: 1px solid CanvasText;
    }
  }
`;
