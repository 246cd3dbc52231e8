// The distribution screen.
export function Distribution() {
  return (
    <section>
      <h1>Distribution</h1>
    </section>
  );
}
