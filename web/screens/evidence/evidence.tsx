// The evidence screen.
export function Evidence() {
  return (
    <section>
      <h1>Evidence</h1>
    </section>
  );
}
