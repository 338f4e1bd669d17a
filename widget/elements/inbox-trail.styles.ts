import { css } from "lit";

export const styles = css`
  .box {
    min-inline-size: 232px;
    max-inline-size: 320px;
    padding: 12px 16px;
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
