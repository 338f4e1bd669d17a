import { css } from "lit";

/** A question over the conversation. */
export const smallDialog = css`
  dialog {
    inset: var(--_over, 0);
    inline-size: min(344px, 100vw - 32px);
    max-block-size: calc(100dvh - 32px);
    margin: auto;
    padding: 20px;
    border: 1px solid var(--_line);
    border-radius: 20px;
    background: var(--_paper);
    color: var(--_ink);
    box-shadow: var(--_shadow);
    overflow: hidden auto;
    overscroll-behavior: contain;
  }
  dialog[open] {
    animation: appear 160ms ease-out;
  }
  dialog::backdrop {
    background: color-mix(in oklch, black 32%, transparent);
  }
  h2 {
    font-size: 17px;
    font-weight: 600;
    line-height: 1.25;
    letter-spacing: -0.01em;
  }
  h2:focus-visible {
    outline: none;
  }
  p {
    margin-block-start: 8px;
    color: var(--_muted);
    font-size: 14px;
    line-height: 20px;
    text-wrap: pretty;
  }
  .actions {
    display: flex;
    flex-wrap: wrap-reverse;
    justify-content: end;
    gap: 8px;
    margin-block-start: 20px;
  }
  .actions button {
    flex: 1 1 auto;
    min-block-size: 40px;
    padding: 8px 16px;
    border-radius: 20px;
    background: var(--_theirs);
    font-weight: 600;
  }
  .actions button:hover {
    background: var(--_line);
  }
  .actions .strong {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .actions .strong:hover {
    background: var(--_accent-hover);
  }
  .actions .strong:active {
    background: var(--_accent-active);
  }
  .actions .danger {
    background: var(--_danger);
    color: var(--_paper);
  }
  .actions .danger:hover {
    background: color-mix(in oklch, var(--_danger), var(--_ink) 10%);
  }
  .actions .danger:active {
    background: color-mix(in oklch, var(--_danger), var(--_ink) 18%);
  }
  .actions .strong:disabled {
    background: var(--_line);
    color: var(--_muted);
  }
  @keyframes appear {
    from {
      opacity: 0;
      transform: scale(0.97);
    }
  }
  @media (forced-colors: active) {
    .actions button {
      border-color: ButtonText;
    }
  }
`;
