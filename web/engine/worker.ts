// The simulator off the page's own thread: the same code as on the command line.
import "./no-code-from-text.ts";
import { expose } from "comlink";
import { engine } from "./engine.ts";

expose(engine);
