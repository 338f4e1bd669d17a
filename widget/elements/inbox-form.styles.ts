import { css } from "lit";

/** Fields of the inbox's dialogs. */
export const formStyles = css`
  input:not([type="checkbox"]),
  textarea,
  select {
    box-sizing: border-box;
    min-inline-size: 0;
    min-block-size: 40px;
    padding: 8px 12px;
    border: 1px solid var(--_line);
    border-radius: 12px;
    background: var(--_wash);
    color: var(--_ink);
    font: inherit;
    font-size: 14px;
    line-height: 20px;
  }
  textarea {
    display: block;
    inline-size: 100%;
    max-block-size: 200px;
    resize: none;
    field-sizing: content;
  }
  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  :is(input:not([type="checkbox"]), textarea, select):focus-visible {
    outline: none;
    border-color: var(--_ring);
    box-shadow: 0 0 0 3px color-mix(in oklch, var(--_accent) 18%, transparent);
  }
  :disabled {
    opacity: 0.5;
  }
  .check {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 40px;
    font-size: 14px;
    cursor: pointer;
  }
  input[type="checkbox"] {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_accent);
    cursor: pointer;
  }
  @media (pointer: coarse) {
    input:not([type="checkbox"]),
    textarea,
    select {
      font-size: 16px;
    }
  }
`;
