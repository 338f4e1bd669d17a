import { css } from "lit";

export const styles = css`
  :host {
    display: block;
  }
  h3 {
    font-size: 15px;
    font-weight: 600;
    line-height: 20px;
  }
  .muted {
    color: var(--_muted);
    font-size: 13px;
    line-height: 18px;
  }
  li {
    margin-block-start: 12px;
    padding: 10px 12px;
    border-radius: 12px;
    background: color-mix(in oklab, oklch(85% 0.12 90) 18%, var(--_paper));
    font-size: 14px;
    line-height: 20px;
  }
  li p:first-child {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  li .muted {
    margin-block-start: 4px;
    font-size: 12px;
    line-height: 16px;
    color: color-mix(in oklch, var(--_muted), var(--_ink) 25%);
    overflow-wrap: anywhere;
  }
  /* A line of its own: a name that ends its isolation would still turn what follows. */
  bdi {
    display: inline-block;
  }
  .waits {
    opacity: 0.7;
  }
  form {
    margin-block-start: 12px;
  }
  textarea {
    display: block;
    inline-size: 100%;
    min-block-size: 40px;
    max-block-size: 160px;
    padding: 9px 12px;
    border: 1px solid var(--_line);
    border-radius: 12px;
    background: var(--_wash);
    color: var(--_ink);
    font-size: 14px;
    line-height: 20px;
    resize: none;
    field-sizing: content;
  }
  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  textarea:focus-visible {
    outline: none;
    border-color: var(--_ring);
    box-shadow: 0 0 0 3px color-mix(in oklch, var(--_accent) 18%, transparent);
  }
  button {
    min-block-size: 40px;
    margin-block-start: 4px;
    padding-inline: 12px;
    border-radius: 12px;
    color: var(--_ring);
    font-size: 13px;
    font-weight: 600;
  }
  button:hover {
    background: var(--_wash);
  }
  @media (pointer: coarse) {
    textarea {
      font-size: 16px;
    }
  }
`;
