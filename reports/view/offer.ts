// How results travel to the page: a list of what there is, the documents, and the values of their runs apart, because
// only some views need them.

/** One line of the list. */
export interface Offer {
  readonly id: string;
  /** Of its scenario, or of what it is about. */
  readonly name: string;
  /** Of the document: twinsite/result/v1 and so on. */
  readonly schema: string;
  /** The values of every run were kept. */
  readonly hasValues: boolean;
}

/** What `serve` answers to api/results. */
export interface OfferList {
  readonly schema: typeof OFFERS_SCHEMA;
  readonly results: readonly Offer[];
}
export const OFFERS_SCHEMA = "twinsite/results/v1";

/** In the page of `serve`: `<meta name="results" content="served">`. */
export const SERVED_MARK = { name: "results", content: "served" } as const;

/** In a page that is one file: the element whose text is a list of these, as JSON. */
export const WITHIN_ELEMENT = "results";
export interface OfferWithin extends Offer {
  readonly document: object;
}

/** And the elements whose texts are the values, one run a line, gzip in base64. */
export const valuesElement = (id: string): string => `values-${id}`;
