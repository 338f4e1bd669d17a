import { css } from "lit";

export const styles = css`
  :host {
    display: block;
  }
  button {
    position: relative;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 10px;
    min-inline-size: 56px;
    block-size: 56px;
    max-inline-size: 100%;
    border-radius: 28px;
    background: var(--_accent);
    color: var(--_on-accent);
    box-shadow:
      0 1px 2px rgb(20 24 40 / 0.12),
      0 8px 24px -6px rgb(20 24 40 / 0.32);
    font-weight: 600;
    transition:
      transform 160ms cubic-bezier(0.2, 0.9, 0.25, 1.05),
      box-shadow 160ms;
  }
  .pill {
    padding-inline: 18px 22px;
  }
  button:hover {
    background: var(--_accent-hover);
    transform: translateY(-1px);
    box-shadow:
      0 1px 2px rgb(20 24 40 / 0.12),
      0 12px 28px -6px rgb(20 24 40 / 0.36);
  }
  button:active {
    background: var(--_accent-active);
    transform: none;
  }
  button:focus-visible {
    outline-offset: 3px;
  }
  .badge {
    position: absolute;
    inset-block-start: -4px;
    inset-inline-end: -4px;
    min-inline-size: 22px;
    block-size: 22px;
    padding-inline: 6px;
    border-radius: 11px;
    background: var(--_badge);
    box-shadow: 0 0 0 2px var(--_paper);
    color: white;
    font-size: 12px;
    font-weight: 600;
    line-height: 22px;
    text-align: center;
    font-variant-numeric: tabular-nums;
    animation: pop 220ms cubic-bezier(0.2, 0.9, 0.25, 1.05);
  }
  @keyframes pop {
    from {
      opacity: 0;
      transform: scale(0.5);
    }
  }
  @media (forced-colors: active) {
    .badge {
      background: CanvasText;
      color: Canvas;
      forced-color-adjust: none;
    }
  }
`;
