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
    flex-wrap: wrap;
    gap: 0 12px;
    min-block-size: 48px;
  }
  .times {
    display: flex;
    align-items: center;
    gap: 6px;
    margin-inline-start: auto;
    padding-block: 4px;
    color: var(--_muted);
  }
  .times input {
    inline-size: auto; /* As wide as the browser's language writes a time: “10:00 AM” */
    min-inline-size: 88px;
    padding-inline: 8px;
    font-variant-numeric: tabular-nums;
    text-align: center;
  }
  /* The fields are typed into, or open by themselves under a finger. */
  .times input::-webkit-calendar-picker-indicator {
    display: none;
  }
  .times [aria-invalid="true"] {
    border-color: var(--_danger);
  }
  .wrong {
    flex-basis: 100%;
    padding-block-end: 6px;
    color: var(--_danger);
    font-size: 13px;
    line-height: 18px;
    text-align: end;
  }
  .off {
    padding-inline-end: 12px;
    color: var(--_muted);
    font-size: 14px;
  }
`;
