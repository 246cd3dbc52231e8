// Where the page begins: its colours, what results it was given, the screen that its address names.
import "./engine/no-code-from-text.ts";
import { render } from "preact";
import { App } from "./app/app.tsx";
import { openLibrary } from "./app/library.ts";
import { followAddress } from "./app/route.ts";
import { takeKey } from "./app/served.ts";
import { applyTheme } from "./app/theme.ts";
import "./style/page.css";

applyTheme();
takeKey();
followAddress();
const page = document.getElementById("page") as HTMLElement;
render(<App />, page);
openLibrary().finally(() => {
  document.documentElement.dataset.ready = "";
});
