/** Colours, type and space as custom properties on the outermost element; `_` marks what is ours alone. */
import { css } from "lit";

const light = css`
  --_scheme: light;
  --_ink: oklch(24% 0.02 260);
  --_muted: oklch(52% 0.02 260);
  --_line: oklch(92% 0.008 260);
  --_paper: white;
  --_wash: oklch(97.5% 0.005 260);
  --_theirs: oklch(95.5% 0.008 260);
  --_accent: var(--seller-chat-accent, oklch(56% 0.17 262));
  --_online: oklch(68% 0.17 150);
  --_danger: oklch(52% 0.19 25);
  --_badge: oklch(54% 0.2 25);
  --_shadow: 0 1px 2px rgb(20 24 40 / 0.06), 0 12px 32px -8px rgb(20 24 40 / 0.18), 0 32px 64px -24px rgb(20 24 40 / 0.22);
  --_scrim: rgb(20 24 40 / 0.08);
`;

const dark = css`
  --_scheme: dark;
  --_ink: oklch(94% 0.01 260);
  --_muted: oklch(70% 0.015 260);
  --_line: oklch(31% 0.015 260);
  --_paper: oklch(21% 0.015 260);
  --_wash: oklch(24% 0.015 260);
  --_theirs: oklch(28% 0.018 260);
  --_accent: var(--seller-chat-accent, oklch(55% 0.17 262));
  --_online: oklch(74% 0.17 150);
  --_danger: oklch(72% 0.15 25);
  --_badge: oklch(54% 0.2 25);
  --_shadow: 0 1px 2px rgb(0 0 0 / 0.3), 0 12px 32px -8px rgb(0 0 0 / 0.5), 0 32px 64px -24px rgb(0 0 0 / 0.6);
  --_scrim: rgb(0 0 0 / 0.4);
`;

/**
 * For the two public elements. `--seller-chat-accent` recolours everything: what is written on it is black or white,
 * whichever reads better (the rule is contrast.ts's; browsers without relative colours get its answer from
 * controllers/accent.ts), and its states go away from that text.
 */
export const tokens = css`
  :host {
    ${light}
    --_on-accent: white;
    --_off-accent: black;
    --_accent-hover: color-mix(in oklch, var(--_accent), var(--_off-accent) 10%);
    --_accent-active: color-mix(in oklch, var(--_accent), var(--_off-accent) 18%);
    --_ring: color-mix(in oklch, var(--_accent), var(--_ink) 15%);
  }
  @media (prefers-color-scheme: dark) {
    :host(:not([theme="light"])) {
      ${dark}
    }
  }
  :host([theme="dark"]) {
    ${dark}
  }
  @supports (color: color(from red xyz-d65 x y z)) {
    :host {
      --_dim: clamp(0, (0.179 - y) * 1e6, 1);
      --_on-accent: color(
        from var(--_accent) xyz-d65 calc(0.9505 * var(--_dim)) var(--_dim) calc(1.0891 * var(--_dim)) / 1
      );
      --_off-accent: color(
        from var(--_accent) xyz-d65 calc(0.9505 * (1 - var(--_dim))) calc(1 - var(--_dim))
          calc(1.0891 * (1 - var(--_dim))) / 1
      );
    }
  }
  /* The page's rules may match the element itself, so what is inherited begins anew one step further in. */
  .root {
    all: initial;
    display: block;
    block-size: 100%;
    font: 15px / 1.4 var(--seller-chat-font, Inter, system-ui, sans-serif);
    -webkit-text-size-adjust: 100%;
    color: var(--_ink);
    color-scheme: var(--_scheme);
  }
`;
