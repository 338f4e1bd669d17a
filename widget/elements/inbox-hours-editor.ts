import { html, LitElement, nothing } from "lit";
import { property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { OpenHours, SellerSettings } from "../client/settings";
import { localize, type Words } from "../strings/localize";
import { settingsWords } from "../strings/settings-words";
import { base } from "../styles/base";
import { minutesOf, timeField } from "./clock-time";
import { formStyles } from "./inbox-form.styles";
import { styles } from "./inbox-hours-editor.styles";

type Hours = SellerSettings["hours"];

const DAY: OpenHours = { from: 10 * 60, to: 19 * 60 };
const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
const zones = (chosen: string): readonly string[] => [
  ...new Set([chosen, zoneHere(), ...Intl.supportedValuesOf("timeZone")]),
];

/** As the server has it: no day ends before it begins, or in the next one. */
const isWrong = (day: OpenHours | null): boolean => day !== null && day.from >= day.to;

/**
 * A seller's working hours, to be changed. `hours` is always what the fields say.
 *
 * @fires change - `hours` is another one. Doesn't bubble.
 */
export class InboxHoursEditor extends LitElement {
  static override styles = [base, formStyles, styles];

  @property({ attribute: false }) hours: Hours = null;
  @property({ attribute: false }) words: Words = localize("en");

  /** Whether each day ends after it begins; where one doesn't, the focus goes there. */
  complete(): boolean {
    const wrong = this.renderRoot.querySelector<HTMLElement>("[aria-invalid=true]");
    wrong?.focus();
    return !wrong;
  }

  private set(hours: Hours): void {
    this.hours = hours;
    this.dispatchEvent(new Event("change"));
  }

  private setDay(index: number, day: OpenHours | null): void {
    if (this.hours) this.set({ ...this.hours, days: this.hours.days.map((old, at) => (at === index ? day : old)) });
  }

  private handleOn(): void {
    this.set(this.hours ? null : { zone: zoneHere(), days: [DAY, DAY, DAY, DAY, DAY, null, null] });
  }

  private handleZone(event: Event): void {
    if (this.hours && event.target instanceof HTMLSelectElement) this.set({ ...this.hours, zone: event.target.value });
  }

  private handleTime(event: Event, index: number, end: keyof OpenHours): void {
    const day = this.hours?.days[index];
    if (!day || !(event.target instanceof HTMLInputElement)) return;
    const minutes = minutesOf(event.target.value, end === "to");
    if (minutes !== undefined) this.setDay(index, { ...day, [end]: minutes });
  }

  private renderTime(name: string, index: number, end: keyof OpenHours, day: OpenHours) {
    const wrong = end === "to" && isWrong(day);
    return html`<input
      type="time"
      required
      aria-label=${name}
      aria-invalid=${wrong}
      aria-describedby=${wrong ? `wrong-${index}` : nothing}
      .value=${live(timeField(day[end]))}
      @change=${(event: Event) => this.handleTime(event, index, end)}
    >`;
  }

  private renderDay(day: OpenHours | null, index: number) {
    const own = settingsWords(this.words.locale);
    const name = own.days[index] ?? "";
    return html`<li>
      <label class="check">
        <input
          type="checkbox"
          aria-label=${own.dayOpen(name)}
          .checked=${live(day !== null)}
          @change=${() => this.setDay(index, day ? null : DAY)}
        ><span>${name}</span>
      </label>
      ${
        day
          ? html`<span class="times">${this.renderTime(own.from(name), index, "from", day)}<span aria-hidden="true">–</span>${this.renderTime(own.to(name), index, "to", day)}</span>`
          : html`<span class="off">${own.dayOff}</span>`
      }
      ${isWrong(day) ? html`<p class="wrong" id=${`wrong-${index}`}>${own.dayWrong}</p>` : nothing}
    </li>`;
  }

  override render() {
    const { hours } = this;
    const own = settingsWords(this.words.locale);
    return html`<label class="check">
        <input type="checkbox" .checked=${live(hours !== null)} @change=${this.handleOn}><span>${own.hoursOn}</span>
      </label>
      ${
        hours
          ? html`<select aria-label=${own.zone} @change=${this.handleZone}>
                ${zones(hours.zone).map((zone) => html`<option value=${zone} .selected=${live(zone === hours.zone)}>${zone.replaceAll("_", " ")}</option>`)}
              </select>
              <ul>${hours.days.map((day, index) => this.renderDay(day, index))}</ul>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "inbox-hours-editor": InboxHoursEditor;
  }
}
