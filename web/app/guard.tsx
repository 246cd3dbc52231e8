// A screen that fails says so in its place; the way to the others stays.
import { Component, type ComponentChildren } from "preact";

export class Guard extends Component<{ readonly children: ComponentChildren }, { readonly why?: string }> {
  override state: { readonly why?: string } = {};

  override componentDidCatch(error: unknown): void {
    console.error(error);
    this.setState({ why: error instanceof Error ? error.message : String(error) });
  }

  override render() {
    const { why } = this.state;
    if (why === undefined) return this.props.children;
    return (
      <section>
        <h1>This screen cannot show that</h1>
        <p class="refusal" role="alert">
          {why}
        </p>
      </section>
    );
  }
}
