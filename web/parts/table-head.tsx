// The head of a table: one cell for each column; an empty one is no heading.
export function TableHead({ heads }: { readonly heads: readonly string[] }) {
  return (
    <thead>
      <tr>
        {heads.map((head, i) =>
          head === "" ? (
            <td key={i} />
          ) : (
            <th scope="col" key={i}>
              {head}
            </th>
          ),
        )}
      </tr>
    </thead>
  );
}
