/// <reference types="trusted-types" />
/** Registers a service worker, also under Trusted Types, where its address has to come from a policy. */

declare global {
  interface ServiceWorkerContainer {
    /** Trusted Types; the DOM's types don't have it yet. */
    register(address: TrustedScriptURL, options: RegistrationOptions): Promise<ServiceWorkerRegistration>;
  }
}

/** A page may make a policy of one name once. This one lets addresses of the page's own origin pass. */
const makePolicy = () =>
  window.trustedTypes?.createPolicy("seller-chat-worker", {
    createScriptURL: (address: string) => (new URL(address, location.href).origin === location.origin ? address : ""),
  });
let policy: ReturnType<typeof makePolicy>;

/** @throws TypeError where the page's `trusted-types` lacks `seller-chat-worker`; whatever the browser throws */
export const registerWorker = (script: string, scope: string): Promise<ServiceWorkerRegistration> => {
  policy ??= makePolicy();
  const options = { scope };
  return policy
    ? navigator.serviceWorker.register(policy.createScriptURL(script), options)
    : navigator.serviceWorker.register(script, options);
};

/** Resolves once its worker runs: before that, it takes no subscription. */
export const activated = (registration: ServiceWorkerRegistration): Promise<ServiceWorkerRegistration> =>
  new Promise((resolve, reject) => {
    const worker = registration.installing ?? registration.waiting;
    if (registration.active || !worker) {
      resolve(registration);
      return;
    }
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") resolve(registration);
      if (worker.state === "redundant") reject(new Error("the service worker could not be installed"));
    });
  });
