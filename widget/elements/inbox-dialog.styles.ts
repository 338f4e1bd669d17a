import { css } from "lit";

/** A dialog over the inbox: a card on a wide screen, a sheet on a phone. */
export const dialogStyles = css`
  dialog {
    inline-size: min(560px, 100vw - 32px);
    max-block-size: min(760px, 100dvh - 32px);
    margin: auto;
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: 20px;
    background: var(--_paper);
    color: var(--_ink);
    box-shadow: var(--_shadow);
    overflow: hidden;
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
    animation: appear 180ms cubic-bezier(0.2, 0.9, 0.25, 1.05);
  }
  dialog::backdrop {
    background: rgb(20 24 40 / 0.32);
  }
  header {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: space-between;
    padding: 14px 12px 6px 24px;
  }
  h2 {
    font-size: 18px;
    font-weight: 600;
    letter-spacing: -0.01em;
  }
  .body {
    flex: 1;
    min-block-size: 0;
    padding: 0 24px 24px;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
  }
  @keyframes appear {
    from {
      opacity: 0;
      transform: translateY(8px) scale(0.98);
    }
  }
  @media (max-width: 559.98px) {
    dialog {
      inline-size: 100vw;
      max-inline-size: none;
      max-block-size: calc(100dvh - 24px);
      margin-block-end: 0;
      border-width: 1px 0 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
    }
    .body {
      padding-inline: 16px;
    }
    header {
      padding-inline-start: 16px;
    }
  }
`;
