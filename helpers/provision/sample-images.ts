import { type Image, loadManifest } from '../images/manifest.ts';
import { isFetched } from '../images/packed-files.ts';

/** The images of the manifest that are fetched. @throws UsageError where the manifest cannot be used */
export async function sampleImages(fixtures: string): Promise<Image[]> {
  return (await loadManifest(fixtures)).images.filter(isFetched);
}
