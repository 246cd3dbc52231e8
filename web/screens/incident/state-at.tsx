// How everything stands at the cursor, as a table.
import { computed } from "@preact/signals";
import type { Film } from "../../../sim/index.ts";
import { sinceFault } from "../../charts/since-fault.ts";
import { TableHead } from "../../parts/table-head.tsx";
import { Wide } from "../../parts/wide.tsx";
import { STATE_HEADS, stateAt } from "./moments.ts";
import { cursor, selected, shown } from "./playhead.ts";

const now = computed(() => (shown.value ? stateAt(shown.value, cursor.value) : []));

export function StateAt({ film }: { readonly film: Film }) {
  return (
    <section>
      <h2>State at {sinceFault(cursor.value, film.zero)}</h2>
      <Wide label="State at the cursor">
        <table class="state">
          <TableHead heads={STATE_HEADS} />
          <tbody>
            {now.value.map(([kind, name, state, more], i) => (
              <tr key={`${i} ${kind} ${name}`} class={name === selected.value ? "selected" : ""}>
                <td>{kind}</td>
                <th scope="row">
                  <bdi>{name}</bdi>
                </th>
                <td>{state}</td>
                <td>{more}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </section>
  );
}
