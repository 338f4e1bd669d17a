import { css } from "lit";

/** Dark in both themes: a picture is looked at, not the chat. */
export const styles = css`
  dialog {
    --_ring: white;
    position: fixed;
    inset: 0;
    display: none;
    inline-size: 100%;
    max-inline-size: none;
    block-size: 100dvh;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: oklch(16% 0.01 260);
    color: white;
    overflow: hidden;
  }
  dialog[open] {
    display: grid;
    grid-template: auto minmax(0, 1fr) / 100%;
    animation: appear 160ms ease-out;
  }
  dialog::backdrop {
    background: none;
  }
  header {
    display: flex;
    align-items: center;
    gap: 4px;
    padding: max(8px, env(safe-area-inset-top)) 8px 8px 16px;
  }
  .about {
    flex: 1;
    min-inline-size: 0;
  }
  .author {
    font-weight: 600;
    line-height: 20px;
  }
  .at {
    color: oklch(80% 0.01 260);
    font-size: 13px;
    line-height: 18px;
    font-variant-numeric: tabular-nums;
  }
  .icon-button {
    color: white;
  }
  .icon-button:hover {
    background: rgb(255 255 255 / 0.16);
    color: white;
  }
  .icon-button:active {
    background: rgb(255 255 255 / 0.24);
  }
  .strip {
    display: flex;
    overflow: auto hidden;
    scroll-snap-type: x mandatory;
    scrollbar-width: none;
    overscroll-behavior: contain;
  }
  .strip:focus-visible {
    outline-offset: -4px;
  }
  .slide {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 100%;
    min-block-size: 0;
    padding: 0 16px max(16px, env(safe-area-inset-bottom));
    scroll-snap-align: center;
    scroll-snap-stop: always;
    container-type: size;
  }
  /* As large as it is, and as the room allows: the room is the slide's, so nothing is measured. */
  figure {
    position: relative;
    inline-size: min(100cqi, 100cqb * var(--_ratio), var(--_width));
    aspect-ratio: var(--_ratio);
    margin: 0;
    border-radius: 4px;
    background: rgb(255 255 255 / 0.06);
    overflow: hidden;
  }
  img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }
  .turn {
    position: absolute;
    inset-block-start: calc(50% - 24px);
    inline-size: 48px;
    block-size: 48px;
    background: rgb(0 0 0 / 0.45);
  }
  .previous {
    inset-inline-start: 12px;
  }
  .next {
    inset-inline-end: 12px;
  }
  /* A finger swipes. */
  @media (pointer: coarse) and (max-width: 719.98px) {
    .turn {
      display: none;
    }
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  @media (forced-colors: active) {
    .turn {
      border-color: CanvasText;
    }
  }
`;
