/** Collecting needs both features, as in the ERP's own licence. */
const collectingFeatures = ['boleto', 'online_banking'];

/** The features that collecting needs and a licence does not have. */
export function missingFeatures(features: readonly string[]): string[] {
  return collectingFeatures.filter((feature) => !features.includes(feature));
}
