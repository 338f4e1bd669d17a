import { css } from "lit";

/** Of the document around it. */
export const pageStyles = css`
  html,
  body,
  push-window {
    display: block;
    block-size: 100%;
    margin: 0;
  }
`;

export const styles = css`
  .root {
    display: grid;
    place-items: center;
    background: var(--_paper);
    overflow: auto;
  }
  .card {
    display: flex;
    flex-direction: column;
    align-items: center;
    inline-size: min(320px, 100% - 48px);
    padding-block: 24px;
    text-align: center;
    text-wrap: balance;
  }
  .mark {
    display: grid;
    place-items: center;
    inline-size: 64px;
    block-size: 64px;
    border-radius: 50%;
    background: color-mix(in oklab, var(--_accent) 14%, var(--_paper));
    color: var(--_accent);
  }
  .mark svg {
    inline-size: 28px;
    block-size: 28px;
  }
  h1 {
    margin: 20px 0 0;
    font-size: 20px;
    font-weight: 600;
    line-height: 1.25;
    letter-spacing: -0.01em;
  }
  .store {
    max-inline-size: 100%;
    color: var(--_muted);
    font-size: 14px;
    line-height: 20px;
  }
  p {
    margin-block-start: 4px;
  }
  [role="status"] {
    margin-block-start: 16px;
  }
  button {
    inline-size: 100%;
    min-block-size: 44px;
    margin-block-start: 24px;
    padding: 8px 16px;
    border-radius: 22px;
    background: var(--_theirs);
    font-weight: 600;
  }
  button:hover {
    background: var(--_line);
  }
  .strong {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .strong:hover {
    background: var(--_accent-hover);
  }
  .strong:active {
    background: var(--_accent-active);
  }
  button:disabled {
    background: var(--_line);
    color: var(--_muted);
  }
  @media (forced-colors: active) {
    button {
      border-color: ButtonText;
    }
  }
`;
