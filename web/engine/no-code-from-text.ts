// To be imported before anything that checks shapes: Zod would try to make code from text, which the page's policy
// forbids and reports.
import { config } from "zod";

config({ jitless: true });
