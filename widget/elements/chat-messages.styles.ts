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

  .day,
  .note {
    margin-block: 20px 12px;
    color: var(--_muted);
    font-size: 12px;
    line-height: 16px;
    text-align: center;
  }
  .note {
    max-inline-size: 78%;
    margin-inline: auto;
    overflow-wrap: anywhere;
  }

  .bubble {
    position: relative;
    align-self: start;
    max-inline-size: min(78%, 560px);
    margin-block-start: 2px;
    padding: 8px 12px;
    border: 1px solid transparent;
    border-radius: 18px;
    border-start-start-radius: 6px;
    border-end-start-radius: 6px;
    background: var(--_theirs);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .bubble.mine {
    align-self: end;
    border-radius: 18px;
    border-start-end-radius: 6px;
    border-end-end-radius: 6px;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .bubble.first {
    margin-block-start: 8px;
    border-start-start-radius: 18px;
    border-start-end-radius: 18px;
  }
  .bubble.last {
    border-end-start-radius: 18px;
    border-end-end-radius: 18px;
  }
  .bubble a {
    color: inherit;
    text-decoration: underline;
    text-underline-offset: 2px;
    text-decoration-thickness: 1px;
  }
  .bubble a:focus-visible {
    outline-color: currentColor;
    outline-offset: 1px;
    border-radius: 2px;
  }
  .bubble.removed {
    border-color: var(--_line);
    background: none;
    color: var(--_muted);
  }

  .author {
    margin-block: 8px -4px;
    padding-inline: 13px;
    color: var(--_muted);
    font-size: 12px;
    line-height: 16px;
    overflow-wrap: anywhere;
  }
  .author.mine {
    align-self: end;
  }

  .foot {
    margin-block: 4px 8px;
    padding-inline: 6px;
    color: var(--_muted);
    font-size: 11px;
    line-height: 16px;
    font-variant-numeric: tabular-nums;
  }
  .foot.mine {
    align-self: end;
    text-align: end;
  }
  .failed {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    align-items: center;
    column-gap: 8px;
    color: var(--_danger);
  }
  .failed button {
    min-block-size: 40px;
    margin-block: -12px;
    padding-inline: 4px;
    border-radius: 8px;
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 2px;
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

  .fresh {
    animation: rise 160ms ease-out;
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
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
    .bubble,
    .typing,
    .skeleton i {
      border: 1px solid CanvasText;
    }
  }
`;
