import { css } from "lit";

/** Gradients deep enough for white initials at 4.5:1 (tests/widget/chat-avatar.test.ts measures them). */
export const styles = css`
  :host {
    position: relative;
    display: block;
    flex: none;
    inline-size: 40px;
    block-size: 40px;
    font-size: 15px;
  }
  .face {
    display: grid;
    place-items: center;
    inline-size: 100%;
    block-size: 100%;
    border-radius: 50%;
    overflow: hidden;
    background: linear-gradient(135deg, oklch(56% 0.16 var(--hue)), oklch(49% 0.17 calc(var(--hue) - 24)));
    color: white;
    font-weight: 600;
    letter-spacing: 0.01em;
    user-select: none;
  }
  svg {
    inline-size: 56%;
    block-size: 56%;
  }
  .hue-0 {
    --hue: 45;
  }
  .hue-1 {
    --hue: 20;
  }
  .hue-2 {
    --hue: 350;
  }
  .hue-3 {
    --hue: 310;
  }
  .hue-4 {
    --hue: 275;
  }
  .hue-5 {
    --hue: 245;
  }
  img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  @media (forced-colors: active) {
    .face {
      border: 1px solid CanvasText;
    }
  }
`;
