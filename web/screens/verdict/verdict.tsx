// The verdict screen.
export function Verdict() {
  return (
    <section>
      <h1>Verdict</h1>
    </section>
  );
}
