/** Who takes part in the demo, and what their tokens say. */
import { SELLERS, type Seller, sellerById } from "./catalogue";
import type { Language, Said } from "./language";

/** What a token says of its person: `sub`, and for people of a seller whom they act for. The signer adds `exp`. */
export interface Claims {
  readonly sub: string;
  readonly name: string;
  readonly picture?: string;
  readonly sellers?: readonly { readonly id: string; readonly name: string; readonly picture: string }[];
}

export interface Buyer {
  readonly id: string;
  readonly name: Said;
}

/** The buyers one may be on the storefront; everybody else is a guest. */
export const BUYERS: readonly Buyer[] = [
  { id: "anna", name: { ru: "Анна Белова", en: "Anna Belova" } },
  { id: "boris", name: { ru: "Борис Ким", en: "Boris Kim" } },
];

export const avatarOf = (id: string): string => `/demo/avatars/${id}.svg`;

/** The chat shows a token's pictures on any page, so their addresses are whole. */
const pictureAt = (site: string, id: string): string => new URL(avatarOf(id), site).href;

const party = ({ id, name }: Seller, site: string) => ({ id, name, picture: pictureAt(site, id) });

/** Acts for a seller while nobody sits at the inbox. */
export const autoId = (seller: string): string => `demo:auto:${seller}`;

/** People whose presence doesn't count. */
export const AUTO_SELLERS: ReadonlySet<string> = new Set(SELLERS.map(({ id }) => autoId(id)));

/** @param site where browsers find the demo, `http://localhost:3000` */
export const autoClaims = (seller: Seller, site: string): Claims => ({
  sub: autoId(seller.id),
  name: seller.name,
  picture: pictureAt(site, seller.id),
  sellers: [party(seller, site)],
});

/** The claims of a sample buyer, or of the person at a seller's inbox; undefined: there is nobody of that name. */
export function claimsOf(who: string, language: Language, site: string): Claims | undefined {
  const buyer = BUYERS.find(({ id }) => id === who);
  if (buyer) return { sub: `demo:${who}`, name: buyer.name[language], picture: pictureAt(site, who) };
  const seller = sellerById(who);
  return (
    seller && {
      sub: `demo:${who}`,
      name: seller.agent[language],
      picture: pictureAt(site, who),
      sellers: [party(seller, site)],
    }
  );
}
