import type { Upload } from "./upload";

/** The old way, because it alone tells how much has left. No cookie goes along (S1). */
export const xhrUpload: Upload = ({ url, token, form, signal, progress }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("authorization", `Bearer ${token}`);
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    request.onerror = request.onabort = () => reject(new Error("the upload broke off"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });
