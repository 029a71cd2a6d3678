import { render } from 'preact';
import type { ReportData } from '../../report-data.ts';
import { readData } from '../shared/data.ts';
import { ReportApp } from './report-app.tsx';

const app = document.getElementById('app');
if (app) render(<ReportApp data={readData<ReportData>()} />, app);
