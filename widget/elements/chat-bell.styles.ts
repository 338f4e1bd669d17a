import { css } from "lit";

export const styles = css`
  /* Where a browser knows no popovers, the box would stand open; such a browser is too old for most of this anyway. */
  :host {
    display: none;
  }
  @supports selector(:popover-open) {
    :host {
      display: block;
    }
  }
  .icon-button[data-state="on"] {
    color: var(--_accent);
  }
  [popover] {
    inline-size: 288px;
    padding: 16px;
    border-radius: 16px;
  }
  h3 {
    font-size: 15px;
    font-weight: 600;
    line-height: 20px;
    letter-spacing: -0.01em;
  }
  p {
    margin-block-start: 4px;
    color: var(--_muted);
    font-size: 14px;
    line-height: 20px;
    text-wrap: pretty;
  }
  .failed {
    margin-block-start: 8px;
    color: var(--_danger);
  }
  .failed:empty {
    display: none;
  }
  label {
    display: flex;
    align-items: start;
    gap: 8px;
    margin-block-start: 12px;
    font-size: 14px;
    line-height: 20px;
    cursor: pointer;
  }
  input {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    margin: 2px 0;
    accent-color: var(--_accent);
  }
  [popover] button {
    inline-size: 100%;
    min-block-size: 40px;
    margin-block-start: 12px;
    padding: 8px 16px;
    border-radius: 20px;
    background: var(--_theirs);
    font-size: 15px;
    font-weight: 600;
  }
  [popover] button:hover {
    background: var(--_line);
  }
  [popover] .strong {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  [popover] .strong:hover {
    background: var(--_accent-hover);
  }
  [popover] .strong:active {
    background: var(--_accent-active);
  }
  [popover] button:disabled {
    background: var(--_line);
    color: var(--_muted);
  }
  @media (forced-colors: active) {
    [popover] button {
      border-color: ButtonText;
    }
  }
`;
