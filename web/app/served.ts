// What `twinsite serve` offers. The address that it prints ends with a key; the page takes it out of the address at
// once and brings it with every request, so that no other page can read the results.
import { type OfferList, SERVED_MARK } from "../../reports/view/offer.ts";

const KEPT = "twinsite-key";
let key = "";

/** Before anything reads the address: #key=… and the view after it, if there is one. */
export function takeKey(): void {
  const [, given, view = ""] = /^#key=([\w-]+)(.*)$/.exec(location.hash) ?? [];
  if (given !== undefined) {
    history.replaceState(null, "", `#${view || "/"}`);
    key = given;
  }
  try {
    // Of this very address, port included: a copied link opens in another tab. It is worth nothing after this start.
    if (given === undefined) key = localStorage.getItem(KEPT) ?? "";
    else localStorage.setItem(KEPT, given);
  } catch {
    // This tab alone has it.
  }
}

export const isServed = (): boolean =>
  document.querySelector(`meta[name="${SERVED_MARK.name}"][content="${SERVED_MARK.content}"]`) !== null;

export const servedList = async (): Promise<OfferList> =>
  (await asked("api/results")).json() as Promise<OfferList>;
export const servedDocument = async (id: string): Promise<object> =>
  (await asked(`api/results/${id}`)).json() as Promise<object>;
/** One run a line. */
export const servedValues = async (id: string): Promise<string> =>
  (await asked(`api/results/${id}/values`)).text();

async function asked(path: string): Promise<Response> {
  const where = location.host;
  if (key === "")
    throw new Error(`This address is without its key: open the one that twinsite serve printed`);
  let response: Response;
  try {
    response = await fetch(path, { headers: { authorization: `Bearer ${key}` } });
  } catch {
    throw new Error(`twinsite serve at ${where} does not answer: was it ended?`);
  }
  if (response.ok) return response;
  const why = response.status === 401 ? "the key is of an earlier start; open the address it printed" : "";
  throw new Error(`twinsite serve at ${where} refuses ${path}: ${why || response.status}`);
}
