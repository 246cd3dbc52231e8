// The version of the engine: equal versions give equal numbers for equal scenarios and seeds.
export const ENGINE_VERSION = "0.4.0";
