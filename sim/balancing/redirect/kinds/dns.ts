// A DNS name with a time to live; a share of the clients keeps an old answer far longer.
import { z } from "zod";
import { distributionOf } from "../../../config/distribution-field.ts";
import { duration, probability } from "../../../config/fields.ts";
import { assumed } from "../../../config/part.ts";
import { sample } from "../../../kernel/sampling.ts";
import { defineRedirect } from "../redirect.ts";

export const dns = defineRedirect({
  title: "DNS",
  source: "RFC 1035, 3.2.1: TTL",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("dns"),
    ttl: duration
      .prefault("30 s")
      .meta(assumed("life of an answer in a cache", "our assumption: a failover name is given a short life")),
    update: distributionOf(duration)
      .prefault("1 s")
      .meta(
        assumed(
          "from the promotion to the new record being served",
          "our assumption: one call to the name service",
        ),
      ),
    stubborn: probability
      .prefault("0 %")
      .meta(assumed("share of clients that ignores the time to live", "our assumption: none unless said")),
    stubbornFor: distributionOf(duration)
      .prefault("12 h")
      .meta(
        assumed(
          "how long those keep the old answer",
          "our assumption: until the next restart of the process",
        ),
      ),
  }),
  leadsFrom({ ttl, update, stubborn, stubbornFor }, { servesFrom, draws }) {
    const changed = servesFrom + sample(update, draws);
    const stubbornUntil = changed + sample(stubbornFor, draws);
    return ({ cache, rank }) =>
      rank > 1 - stubborn
        ? { at: stubbornUntil, setBy: "redirect.stubborn" }
        : { at: changed + cache * ttl, setBy: "redirect.ttl" };
  },
  givesUpAfter: () => undefined,
});
