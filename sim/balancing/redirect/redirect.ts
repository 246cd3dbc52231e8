// How clients learn where the primary is now.
import type { KindSchema, Part } from "../../config/part.ts";

export type Redirect<Config extends KindSchema = KindSchema> = Part<Config>;

export const defineRedirect = <Config extends KindSchema>(part: Redirect<Config>): Redirect<Config> => part;
