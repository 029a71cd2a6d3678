import type { Report } from '../reporting/report.ts';
import { composeReportData } from './compose-report-data.ts';
import { composeSuiteDetails } from './compose-suite-details.ts';
import { html } from './html.ts';
import type { PageAssets } from './page-assets.ts';
import { DATA_ELEMENT, detailsElement } from './report-data.ts';

/** The page of a run, made of its parity.json alone. */
export function reportPage(report: Report, assets: PageAssets): string {
  const { candidate } = report;
  const who = candidate.self_check ? 'self-check' : `${candidate.dialect} ${candidate.version ?? ''}`.trim();
  return html({
    ...assets,
    title: `parity: ${who}`,
    data: { [DATA_ELEMENT]: composeReportData(report) },
    packed: new Map(
      [...composeSuiteDetails(report)].map(([suite, details]) => [detailsElement(suite), details]),
    ),
  });
}
