// The compare screen.
export function Compare() {
  return (
    <section>
      <h1>Compare</h1>
    </section>
  );
}
