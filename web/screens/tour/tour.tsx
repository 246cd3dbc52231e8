// The tour screen.
export function Tour() {
  return (
    <section>
      <h1>Tour</h1>
    </section>
  );
}
