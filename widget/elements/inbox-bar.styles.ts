import { css } from "lit";

/** The filters scroll sideways and fade where they go on. */
export const styles = css`
  :host {
    display: block;
    background: var(--_paper);
  }
  .top {
    display: flex;
    align-items: center;
    gap: 4px;
    padding-inline: 16px 12px;
  }
  .field {
    display: flex;
    flex: 1;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
    block-size: 40px;
    padding-inline: 12px 4px;
    border: 1px solid transparent;
    border-radius: 12px;
    background: var(--_theirs);
    color: var(--_muted);
    cursor: text;
  }
  .field:focus-within {
    border-color: var(--_ring);
    background: var(--_paper);
    box-shadow: 0 0 0 3px color-mix(in oklch, var(--_accent) 18%, transparent);
  }
  input[type="search"] {
    flex: 1;
    min-inline-size: 0;
    block-size: 100%;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    appearance: none;
    color: var(--_ink);
    font: inherit;
  }
  input[type="search"]:focus-visible {
    outline: none;
  }
  input[type="search"]::-webkit-search-cancel-button {
    display: none;
  }
  input[type="search"]::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .clear {
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    border-radius: 8px;
  }
  .clear:hover {
    color: var(--_ink);
  }
  .order[aria-pressed="true"] {
    color: var(--_ring);
  }

  .filters {
    position: relative;
  }
  fieldset {
    display: flex;
    gap: 2px;
    min-inline-size: 0;
    margin: 0;
    padding: 8px 12px;
    border: 0;
    overflow: auto hidden;
    overscroll-behavior-x: contain;
    scrollbar-width: none;
    scroll-padding-inline: 48px;
    --_from: 0;
    --_to: 0;
    mask-image: linear-gradient(
      to right,
      transparent calc(var(--_from) * 28px),
      black calc(var(--_from) * 56px),
      black calc(100% - var(--_to) * 56px),
      transparent calc(100% - var(--_to) * 28px)
    );
  }
  fieldset:dir(ltr)[data-before],
  fieldset:dir(rtl)[data-after] {
    --_from: 1;
  }
  fieldset:dir(ltr)[data-after],
  fieldset:dir(rtl)[data-before] {
    --_to: 1;
  }
  .step {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    display: grid;
    place-items: center;
    inline-size: 40px;
    padding-inline-start: 8px;
    color: var(--_muted);
  }
  .step:hover {
    color: var(--_ink);
  }
  .before {
    inset-inline: 0 auto;
    rotate: 180deg;
  }
  .step:dir(rtl) {
    scale: -1 1;
  }
  fieldset:not([data-before]) ~ .before,
  fieldset:not([data-after]) ~ .after {
    display: none;
  }
  fieldset label {
    position: relative;
    flex: none;
    cursor: pointer;
  }
  input[type="radio"] {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  fieldset label > span {
    display: flex;
    align-items: center;
    gap: 6px;
    block-size: 32px;
    padding-inline: 10px;
    border-radius: 16px;
    color: var(--_muted);
    font-size: 13px;
    font-weight: 500;
    white-space: nowrap;
  }
  fieldset label:hover > span {
    color: var(--_ink);
  }
  :checked + span {
    background: var(--_theirs);
    color: var(--_ink);
    font-weight: 600;
  }
  input[type="radio"]:focus-visible + span {
    outline: 2px solid var(--_ring);
    outline-offset: -2px;
  }
  .count {
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }
  @media (pointer: coarse) {
    input[type="search"] {
      font-size: 16px;
    }
    fieldset label > span {
      block-size: 40px;
      border-radius: 20px;
    }
  }
  @media (forced-colors: active) {
    :checked + span {
      outline: 2px solid Highlight;
    }
  }
`;
