/** Pure: the product as the page's attributes tell it. */
import type { Topic } from "../client/state";
import { httpUrl } from "./http-url";

interface ProductAttributes {
  readonly productId: string;
  readonly productTitle: string;
  readonly productUrl: string;
  readonly productImage: string;
  readonly productPrice: string;
}

/** Undefined without an id: then the conversation is about nothing in particular. Addresses may be relative to `base`. */
export const pageTopic = (product: ProductAttributes, base: string): Topic | undefined => {
  if (!product.productId) return undefined;
  const url = httpUrl(product.productUrl || base, base);
  const image = httpUrl(product.productImage, base);
  return {
    id: product.productId,
    title: product.productTitle || product.productId,
    ...(url && { url }),
    ...(image && { image }),
    ...(product.productPrice && { price: product.productPrice }),
  };
};
