import { css } from "lit";

/** Three panes, two, or one at a time, by the room that the page gives the element. */
export const styles = css`
  :host {
    position: relative;
    display: block;
    block-size: 640px;
  }
  /* Out of the flow: however the page gives the element its height, a long conversation scrolls inside it. */
  .root {
    position: absolute;
    inset: 0;
    block-size: auto;
    container: seller-inbox / inline-size;
    overflow: hidden;
    background: var(--_paper);
  }
  chat-hint[role="alert"] {
    box-sizing: border-box;
    max-inline-size: 340px;
    block-size: 100%;
    margin-inline: auto;
    justify-content: center;
  }
  .panes {
    display: grid;
    grid-template: minmax(0, 1fr) / 320px minmax(0, 1fr) 280px;
    block-size: 100%;
  }
  .panes[data-pane="list"] {
    grid-template-columns: 320px minmax(0, 1fr);
  }
  .list,
  .conversation,
  .details {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 0;
  }
  .conversation,
  .details {
    border-inline-start: 1px solid var(--_line);
  }
  .none {
    align-items: center;
    justify-content: center;
    background: var(--_wash);
  }
  inbox-side,
  inbox-talk,
  inbox-details {
    flex: 1;
  }
  .back,
  .about,
  .details-bar {
    display: none;
  }
  .back {
    margin-inline-start: -8px;
  }
  .details-bar {
    padding: 14px 16px 0;
  }

  @container seller-inbox (max-width: 1079.98px) {
    .panes,
    .panes[data-pane="list"] {
      grid-template-columns: 320px minmax(0, 1fr);
    }
    .about {
      display: grid;
    }
    .details,
    .panes[data-pane="details"] .conversation {
      display: none;
    }
    .panes[data-pane="details"] .details {
      display: flex;
    }
    .details-bar,
    .details .back {
      display: grid;
    }
  }
  @container seller-inbox (max-width: 719.98px) {
    .panes,
    .panes[data-pane="list"] {
      grid-template-columns: minmax(0, 1fr);
    }
    .conversation,
    .details {
      border: 0;
    }
    .back {
      display: grid;
    }
    .panes[data-pane="list"] .conversation,
    .panes:not([data-pane="list"]) .list {
      display: none;
    }
  }
`;
