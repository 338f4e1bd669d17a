/** What a start goes by, and what comes of it. */
import type { Binaries, RunAs } from "../postgres-binaries";
import type { Postmaster } from "../postmaster";

/** The superuser. */
export const USER = "postgres";

// C.UTF-8 also for what the operating system decides: in C, full-text search takes « and — for letters.
export const ENVIRONMENT = {
  PATH: process.env.PATH,
  TZ: "UTC",
  LC_ALL: process.platform === "darwin" ? "en_US.UTF-8" : "C.UTF-8",
};

/** A start, once its questions are answered. */
export interface Plan {
  readonly data: string;
  readonly binaries: Binaries;
  readonly as: RunAs;
  readonly durable: boolean;
  readonly leash: boolean;
  readonly folder: string | undefined;
}

/** A running one, and how to know that it has ended. */
export interface Running extends Pick<Postmaster, "pid" | "socketFolder"> {
  readonly adopted: boolean;
  ended(): Promise<unknown>;
}
