import { css } from "lit";

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    align-items: center;
    max-inline-size: 280px;
    padding: 24px;
    text-align: center;
    text-wrap: balance;
  }
  svg {
    margin-block-end: 16px;
  }
  .theirs {
    fill: var(--_theirs);
  }
  .mine {
    fill: color-mix(in oklab, var(--_accent) 30%, var(--_paper));
    stroke: var(--_paper);
    stroke-width: 3;
  }
  h3 {
    font-size: 16px;
    font-weight: 600;
    line-height: 1.25;
    letter-spacing: -0.01em;
  }
  p {
    margin-block-start: 4px;
    color: var(--_muted);
    font-size: 14px;
    line-height: 20px;
  }
`;
