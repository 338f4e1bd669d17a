import { css } from "lit";

export const styles = css`
  :host {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 68px;
    padding-block: 12px;
    padding-inline: 16px 12px;
    background: var(--_paper);
  }
  .text {
    flex: 1;
    min-inline-size: 0;
  }
  h2 {
    font-size: 16px;
    font-weight: 600;
    line-height: 1.25;
    letter-spacing: -0.01em;
  }
  .line {
    position: relative;
    color: var(--_muted);
    font-size: 13px;
    line-height: 18px;
  }
  .line[data-empty] {
    block-size: 0;
  }
  .dot {
    position: absolute;
    inset-block-end: -1px;
    inset-inline-end: -1px;
    inline-size: 12px;
    block-size: 12px;
    border-radius: 50%;
    background: var(--_muted);
    box-shadow: 0 0 0 2px var(--_paper);
    forced-color-adjust: none;
  }
  .dot.on {
    background: var(--_online);
  }
`;
