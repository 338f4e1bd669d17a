import { css } from "lit";

export const styles = css`
  /* On a phone it is a sheet like the others. */
  @media (min-width: 560px) {
    dialog {
      inline-size: 440px;
    }
  }
  dl div {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    min-block-size: 40px;
    font-size: 14px;
  }
  dd {
    display: flex;
    flex: none;
    gap: 6px;
  }
  kbd {
    min-inline-size: 28px;
    padding: 3px 8px;
    border: 1px solid var(--_line);
    border-block-end-width: 2px;
    border-radius: 8px;
    background: var(--_wash);
    font: inherit;
    font-size: 12px;
    font-weight: 600;
    line-height: 18px;
    text-align: center;
  }
`;
