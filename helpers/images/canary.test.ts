import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sha256 } from '../files/read.ts';
import { CANARY, CANARY_SHA256, leakIn, writeCanary } from './canary.ts';

const folder = mkdtempSync(join(tmpdir(), 'parity-canary-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('what the canary holds is found wherever it is printed', () => {
  const path = writeCanary(folder);
  const text = readFileSync(path, 'utf8');
  expect(statSync(path).size).toBe(65_536);
  expect(sha256(path)).toBe(CANARY_SHA256);
  expect(leakIn(`noise ${text.slice(100, 400)}`)).toBe(`../../${CANARY}`);
  expect(leakIn(text.slice(0, 20))).toBeUndefined();
});

test('a file of the system that malicious images name is found as well', () => {
  expect(leakIn(`data: ${readFileSync('/etc/passwd', 'utf8')}`)).toBe('/etc/passwd');
});

test('its name alone is no leak: info says by which name an image knows what it is backed by', () => {
  expect(leakIn(`backing file: ../../${CANARY}\nbacking file: /etc/passwd\n`)).toBeUndefined();
});

test('it can be written again where it lies', () => {
  expect(writeCanary(folder)).toBe(join(folder, CANARY));
});
