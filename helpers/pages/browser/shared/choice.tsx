interface Props {
  readonly label: string;
  readonly value: string;
  readonly values: readonly string[];
  readonly onChoice: (value: string) => void;
}

/** One of several values, or all. */
export function Choice({ label, value, values, onChoice }: Props) {
  return (
    <label>
      {label}
      <select value={value} onChange={({ currentTarget }) => onChoice(currentTarget.value)}>
        <option value="">all</option>
        {values.map((one) => (
          <option value={one} key={one}>
            {one}
          </option>
        ))}
      </select>
    </label>
  );
}
