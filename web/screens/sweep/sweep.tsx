// The sweep screen.
export function Sweep() {
  return (
    <section>
      <h1>Sweep</h1>
    </section>
  );
}
