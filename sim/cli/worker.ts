// A thread of the pool: loads the scenario once, then does chunks of jobs.
import { workerData } from "piscina";
import { serve, type WorkerSetup } from "../index.ts";

export default serve(workerData as WorkerSetup | undefined);
