import { css } from "lit";

/** What stands above everything else for a while, at the place that its element computes. */
export const popoverStyles = css`
  [popover] {
    position: fixed;
    inset: auto;
    max-inline-size: calc(100vw - 16px);
    margin: 0;
    border: 1px solid var(--_line);
    border-radius: 14px;
    background: var(--_paper);
    color: var(--_ink);
    box-shadow: var(--_shadow);
  }
  [popover]:popover-open {
    animation: unfold 120ms ease-out;
  }
  @keyframes unfold {
    from {
      opacity: 0;
      transform: translateY(-4px);
    }
  }
`;
