import type { DriftData } from '../../drift-data.ts';

/** Which releases print the same in all cases of an output type. */
export function Profiles({ data }: { readonly data: DriftData }) {
  return (
    <section aria-labelledby="profiles-heading">
      <h2 id="profiles-heading">Profiles</h2>
      <p class="faint">
        Releases that print the same in all cases of an output type; a gap in what is recorded makes one.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
      <section class="scroll" aria-label="profiles by output type" tabIndex={0}>
        <table class="profiles">
          <thead>
            <tr>
              <th scope="col">output type</th>
              <th scope="col">cases</th>
              <th scope="col">profiles</th>
            </tr>
          </thead>
          <tbody>
            {data.types.map(({ name, cases, profiles }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{cases}</td>
                <td>
                  {profiles.map((profile) => (
                    <span class="count same" key={profile}>
                      {profile}
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
