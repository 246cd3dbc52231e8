// Sweep: the page of a sweep or of a threshold, or the form that makes a sweep here.
import { SOLVE_SCHEMA, SWEEP_SCHEMA } from "../../../sim/index.ts";
import { current, listed } from "../../app/library.ts";
import { linkTo } from "../../app/route.ts";
import { Maker } from "./maker.tsx";
import { SweepShown } from "./shown.tsx";
import { SolveShown } from "./solve.tsx";
import "./sweep.css";

export function Sweep() {
  const document = current.value?.document;
  return (
    <section class="sweep">
      {document?.schema === SWEEP_SCHEMA ? (
        <SweepShown result={document} />
      ) : document?.schema === SOLVE_SCHEMA ? (
        <SolveShown result={document} />
      ) : (
        <>
          <Maker />
          <Known />
        </>
      )}
    </section>
  );
}

const isStudy = ({ schema }: { readonly schema: string }): boolean =>
  schema === SWEEP_SCHEMA || schema === SOLVE_SCHEMA;

function Known() {
  const known = listed.value.filter(isStudy);
  if (known.length === 0) return null;
  return (
    <>
      <h2>Held by this page</h2>
      <ul>
        {known.map(({ id, name }) => (
          <li key={id}>
            <a href={linkTo("sweep", [], {}, id)}>{name}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
