import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary.ts';
import { readSettings, VARIABLES } from './settings.ts';
import { settingsInForce } from './settings-in-force.ts';

const root = temporaryFolder();

test('the settings that a run goes by have their defaults, and the candidate that was found', () => {
  const candidate = { dialect: 'instar', path: '/found/instar', version: undefined, selfCheck: false };
  const said = {
    INSTAR_BINARY_PATH: 'c',
    PARITY_SAFETY: 'safe, malformed',
    PARITY_MIN_JUDGED: '90%',
    PARITY_TIME_LIMIT: '2.5',
  };
  const inForce = settingsInForce({ settings: readSettings(root, said), candidate });
  expect(inForce).toMatchObject({
    PARITY_BINARY: '/found/instar',
    PARITY_DIALECT: 'instar',
    PARITY_VERSIONS: null,
    PARITY_READER: 'both',
    PARITY_SAFETY: 'safe,malformed',
    PARITY_STEP_TIMEOUT: '60',
    PARITY_TIME_LIMIT: '2.5',
    PARITY_MIN_JUDGED: '90%',
    PARITY_REQUIRE_CANDIDATE: '0',
    EXPECTED_OUTPUTS: join(root, 'expected-outputs'),
  });
  expect(Object.keys(inForce).sort()).toEqual(
    VARIABLES.filter((name) => name !== 'INSTAR_BINARY_PATH').sort(),
  );
  const nobody = { dialect: 'qemu-img', path: undefined, version: undefined, selfCheck: true };
  const own = settingsInForce({ settings: readSettings(root, {}), candidate: nobody });
  expect(own).toMatchObject({ PARITY_BINARY: null, PARITY_DIALECT: null, PARITY_TIME_LIMIT: null });
});
