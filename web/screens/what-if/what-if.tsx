// The what-if screen.
export function WhatIf() {
  return (
    <section>
      <h1>WhatIf</h1>
    </section>
  );
}
