/** A file's name as people will see it, and save it. */

const LONGEST = 200; // UTF-16 units

/** Control and format characters: a right-to-left override makes `exe.pdf` of `fdp.exe`. Joiners belong to emoji. */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * The last part of whatever path it was, without what can't be seen, and with the ending of what the file is. The ending
 * that it had goes if it stands for an image, and stays as a part of the name otherwise.
 */
export function fileName(given: string, ending: string): string {
  const last = given.toWellFormed().split(/[/\\]/).at(-1) ?? "";
  const clean = last.replace(UNSEEN, "").normalize("NFC").replace(/\s+/g, " ").trim();
  const bare = clean.replace(/\.(jpe?g|jfif|png|apng|webp|gif|avif|heic|heif|pdf)$/i, "").replace(/^[. ]+|[. ]+$/g, "");
  return `${shorten(bare || "file", LONGEST - ending.length - 1)}.${ending}`;
}

const shorten = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
