import { css } from "lit";

export const styles = css`
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 40px;
    gap: 4px;
    align-items: center;
    padding-block: 6px 12px;
  }
  textarea {
    grid-column: 1 / -1;
  }
  .shortcut {
    display: flex;
    align-items: center;
    gap: 2px;
    color: var(--_muted);
    font-weight: 600;
  }
  .shortcut input {
    flex: 1;
    font-weight: 600;
  }
  .add {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 40px;
    padding-inline: 8px 14px;
    border-radius: 12px;
    color: var(--_ring);
    font-size: 14px;
    font-weight: 600;
  }
  .add:hover {
    background: var(--_wash);
  }
`;
