// The sources of failures as a registry: schema, types and look-up.
import { partRegistry } from "../../config/part.ts";
import * as kinds from "./kinds/index.ts";

export const failureSources = partRegistry("failure source", kinds);
