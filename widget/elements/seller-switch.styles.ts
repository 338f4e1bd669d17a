import { css } from "lit";

/** Looks like the header's name, which it stands for. */
export const styles = css`
  :host {
    display: flex;
    align-items: center;
    max-inline-size: 100%;
    margin-block: -10px;
    border-radius: 8px;
  }
  :host(:focus-within) {
    outline: 2px solid var(--_ring);
  }
  select {
    min-inline-size: 0;
    min-block-size: 40px;
    padding-inline-end: 22px;
    border: 0;
    background: none;
    appearance: none;
    field-sizing: content;
    font-size: 16px;
    font-weight: 600;
    letter-spacing: -0.01em;
    text-overflow: ellipsis;
    cursor: pointer;
  }
  option {
    background: var(--_paper);
    color: var(--_ink);
  }
  svg {
    margin-inline-start: -18px;
    color: var(--_muted);
    pointer-events: none;
  }
`;
