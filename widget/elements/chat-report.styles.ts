import { css } from "lit";

export const styles = css`
  fieldset {
    margin: 12px -8px 0;
    padding: 0;
    border: 0;
  }
  label {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 40px;
    padding: 6px 8px;
    border-radius: 10px;
    cursor: pointer;
  }
  label:hover {
    background: var(--_wash);
  }
  label:has(:focus-visible) {
    outline: 2px solid var(--_ring);
    outline-offset: -2px;
  }
  input:focus-visible {
    outline: none;
  }
  input {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--_accent);
  }
  textarea {
    display: block;
    inline-size: 100%;
    min-block-size: 72px;
    max-block-size: 160px;
    margin-block-start: 8px;
    padding: 8px 12px;
    border: 1px solid var(--_line);
    border-radius: 12px;
    background: var(--_wash);
    line-height: 20px;
    resize: none;
    field-sizing: content;
  }
  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  textarea:focus-visible {
    outline-offset: 0;
  }
  /* Below 16 px iOS zooms the page when the field gets the focus. */
  @media (pointer: coarse) {
    textarea {
      font-size: 16px;
    }
  }
`;
