import { css } from "lit";

/** The field grows with an invisible copy of its text behind it, so nothing is measured. */
export const styles = css`
  :host {
    display: block;
    background: var(--_paper);
  }
  form {
    display: flex;
    align-items: end;
    gap: 4px;
    padding-block: 12px max(12px, env(safe-area-inset-bottom));
    padding-inline: 12px;
  }
  .task {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 10px 12px 0 18px;
  }
  .task > svg {
    color: var(--_muted);
  }
  .task-words {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    padding-inline-start: 10px;
    border-inline-start: 3px solid var(--_accent);
    font-size: 13px;
    line-height: 18px;
  }
  .task-title {
    font-weight: 600;
  }
  .task-line {
    color: var(--_muted);
  }
  .field {
    position: relative;
    display: grid;
    flex: 1;
    min-inline-size: 0;
    border: 1px solid var(--_line);
    border-radius: 20px;
    background: var(--_wash);
    overflow: hidden;
    cursor: text;
  }
  .field:focus-within {
    border-color: var(--_ring);
    box-shadow: 0 0 0 3px color-mix(in oklch, var(--_accent) 18%, transparent);
  }
  .field::after,
  textarea {
    grid-area: 1 / 1;
    min-inline-size: 0;
    min-block-size: 38px;
    max-block-size: 118px;
    padding: 8px 14px;
    line-height: 22px;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .field::after {
    content: attr(data-text);
    visibility: hidden;
    pointer-events: none;
  }
  textarea {
    block-size: 100%;
    border: 0;
    background: none;
    resize: none;
    overflow-y: auto;
    scrollbar-width: none;
  }
  textarea:focus-visible {
    outline: none;
  }
  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .icon-button {
    margin-inline-start: -4px;
  }
  .icon-button:disabled {
    background: none;
    opacity: 0.5;
  }
  .send {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 40px;
    block-size: 40px;
    margin-inline-start: 4px;
    border-radius: 50%;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .send:hover {
    background: var(--_accent-hover);
  }
  .send:active {
    background: var(--_accent-active);
  }
  .send:disabled {
    background: var(--_line);
    color: var(--_muted);
  }
  .refused {
    padding: 12px 16px 0;
    color: var(--_danger);
    font-size: 13px;
    line-height: 18px;
    overflow-wrap: anywhere;
  }
  .refused button {
    min-block-size: 40px;
    margin: -11px -1px;
    border-radius: 8px;
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .counter {
    position: relative;
    justify-self: end;
    padding: 0 14px 6px;
    color: var(--_muted);
    font-size: 11px;
    line-height: 14px;
    font-variant-numeric: tabular-nums;
  }
  .counter.over {
    color: var(--_danger);
  }
  /* Below 16 px iOS zooms the page when the field gets the focus. */
  @media (pointer: coarse) {
    .field::after,
    textarea {
      font-size: 16px;
    }
  }
  @media (forced-colors: active) {
    .send:disabled {
      border-color: GrayText;
    }
    .field:focus-within {
      outline: 2px solid Highlight;
    }
  }
`;
