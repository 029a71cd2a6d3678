import { render } from 'preact';
import type { DriftData } from '../../drift-data.ts';
import { readData } from '../shared/data.ts';
import { DriftApp } from './drift-app.tsx';

const app = document.getElementById('app');
if (app) render(<DriftApp data={readData<DriftData>()} />, app);
