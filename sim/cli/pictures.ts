// SVG to PNG, with a package that who wants it installs: it brings a renderer of some megabytes for each platform.
import { UsageError } from "./stops.ts";

export type Painter = (svg: string) => Uint8Array;

const PACKAGE = "@resvg/resvg-js";
const VERSION = "2.6.2";

interface Renderer {
  readonly Resvg: new (svg: string, options: object) => { render(): { asPng(): Uint8Array } };
}

export async function painter(): Promise<Painter> {
  const { Resvg } = await renderer();
  const font = { loadSystemFonts: true, defaultFontFamily: "DejaVu Sans" };
  // Twice the size, for screens of today.
  return (svg) => new Resvg(svg, { fitTo: { mode: "zoom", value: 2 }, font }).render().asPng();
}

async function renderer(): Promise<Renderer> {
  try {
    return (await import(PACKAGE)) as Renderer;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new UsageError(
      `--png needs the package ${PACKAGE}, which is not installed: npm install ${PACKAGE}@${VERSION}; --svg needs nothing`,
    );
  }
}
