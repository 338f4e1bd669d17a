import { css } from "lit";

export const styles = css`
  .box {
    position: fixed;
    inset: auto;
    min-inline-size: 232px;
    max-inline-size: 320px;
    margin: 0;
    padding: 12px 16px;
    border: 1px solid var(--_line);
    border-radius: 14px;
    background: var(--_paper);
    color: var(--_ink);
    box-shadow: var(--_shadow);
  }
  .step {
    position: relative;
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 24px;
    padding: 5px 0 5px 18px;
    color: var(--_muted);
    font-size: 13px;
    line-height: 18px;
  }
  .step::before {
    content: "";
    position: absolute;
    inset-inline-start: 0;
    inset-block-start: 10px;
    inline-size: 8px;
    block-size: 8px;
    border: 1.5px solid var(--_line);
    border-radius: 50%;
  }
  .step.done {
    color: var(--_ink);
  }
  .step.done::before {
    border-color: transparent;
    background: var(--_online);
  }
  small {
    display: block;
    color: var(--_muted);
    font-size: 12px;
    overflow-wrap: anywhere;
  }
  dd {
    flex: none;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  .wait {
    color: var(--_muted);
    text-align: center;
  }
`;
