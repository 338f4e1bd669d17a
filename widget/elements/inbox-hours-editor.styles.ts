import { css } from "lit";

export const styles = css`
  select {
    inline-size: 100%;
  }
  ul {
    margin-block-start: 8px;
  }
  li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    min-block-size: 48px;
  }
  .times {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--_muted);
  }
  .times input {
    inline-size: 104px;
    font-variant-numeric: tabular-nums;
    text-align: center;
  }
  .off {
    padding-inline-end: 12px;
    color: var(--_muted);
    font-size: 14px;
  }
`;
