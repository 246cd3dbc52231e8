// The simulator off the page's own thread: the same code as on the command line.
import { expose } from "comlink";
import { config } from "zod";
import { engine } from "./engine.ts";

// The page's policy forbids code from text, and trying to would be reported.
config({ jitless: true });
expose(engine);
