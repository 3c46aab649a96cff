import type { Verdict } from './audit.ts';

const shownOffenders = 20;

/** The verdicts as lines for a console: one for each invariant, with its offenders below it. */
export function describeVerdicts(verdicts: readonly Verdict[]): string[] {
  const width = Math.max(...verdicts.map(({ invariant }) => invariant.name.length));
  return verdicts.flatMap(({ invariant, checked, offenders, judged }) => {
    const mark = !judged ? '-' : offenders.length === 0 ? '✓' : '✗';
    const counts = judged ? `${checked} checked, ${offenders.length} wrong` : 'not judged';
    return [
      `  ${mark} ${invariant.name.padEnd(width)}  ${counts.padEnd(26)}  ${invariant.sentence}`,
      ...offenders.slice(0, shownOffenders).map(({ subject, what }) => `      ${subject}: ${what}`),
      ...(offenders.length > shownOffenders ? [`      and ${offenders.length - shownOffenders} more`] : []),
    ];
  });
}
