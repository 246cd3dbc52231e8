// The arrival process kinds as a registry: schema, types and look-up.
import { partRegistry } from "../../config/part.ts";
import * as kinds from "./kinds/index.ts";

export const arrivals = partRegistry("arrival process", kinds);
