// Whether two paths of a scenario speak of the same thing: one leads to the other; `*` stands for any name. A
// path is sometimes named from its section on: `node.restart` is in every cluster.

export function concerns(path: string, other: string): boolean {
  const [a, b] = [path.split("."), other.split(".")];
  const leads = a.slice(0, b.length).every((key, i) => key === b[i] || key === "*" || b[i] === "*");
  return leads || (b.length > 1 && path.endsWith(`.${other}`));
}
