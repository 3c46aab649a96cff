import { Group, Text, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { Remittance } from '../../client/api.ts';
import { HoldNote } from '../../parts/hold-note.tsx';
import { Mark } from '../../parts/status-mark.tsx';
import { clock, count, instant, until } from '../../words/format.ts';
import { outcomes } from './remittance-search.ts';
import { outcomeLooks, remittanceLooks } from './remittance-words.ts';

/** Live, to the last document: how many have which outcome, when it will be done, why it stands. */
export function RemittanceProgress({ remittance }: { remittance: Remittance }) {
  const { counts, hold, eta } = remittance;
  const done = counts.total - counts.waiting;
  const share = (part: number) => `${counts.total === 0 ? 0 : (part / counts.total) * 100}%`;
  return (
    <section className="sheet" aria-label="Andamento" style={{ padding: 18 }}>
      <Group justify="space-between" mb={8}>
        <Mark look={remittanceLooks[remittance.status]} />
        <Text size="sm" className="quiet">
          {remittance.completedAt
            ? `Concluída em ${instant(remittance.completedAt)}`
            : eta
              ? `Termina por volta de ${clock(eta)} (em ${until(eta, Date.now())})`
              : `Iniciada em ${instant(remittance.startedAt)}`}
        </Text>
      </Group>
      <div
        className="bar"
        role="progressbar"
        aria-label="Documentos com resultado"
        aria-valuemin={0}
        aria-valuemax={counts.total}
        aria-valuenow={done}
      >
        <span style={{ width: share(counts.registered), background: 'var(--good)' }} />
        <span style={{ width: share(counts.rejected), background: 'var(--bad)' }} />
        <span style={{ width: share(counts.uncertain), background: 'var(--warn)' }} />
        <span style={{ width: share(counts.cancelled), background: 'var(--calm)' }} />
      </div>
      <Group gap="lg" mt="sm">
        <Text size="sm">
          <b>{count(done)}</b> de {count(counts.total)} com resultado
        </Text>
        {outcomes
          .filter((outcome) => counts[outcome] > 0)
          .map((outcome) => (
            <Link
              key={outcome}
              to="/remessas/$id"
              params={{ id: remittance.id }}
              search={{ resultado: outcome }}
              style={{ color: 'inherit', textDecoration: 'none' }}
            >
              <Group gap={6} component="span">
                <Mark look={{ ...outcomeLooks[outcome], hint: '' }} />
                <b>{count(counts[outcome])}</b>
              </Group>
            </Link>
          ))}
      </Group>
      {hold && <HoldNote hold={hold} />}
      <Announcement remittance={remittance} />
    </section>
  );
}

/** Says the end aloud to whoever does not look. */
function Announcement({ remittance }: { remittance: Remittance }) {
  const wasOpen = useRef(remittance.status !== 'completed');
  const [text, setText] = useState('');
  const { status, counts } = remittance;
  useEffect(() => {
    if (status !== 'completed' || !wasOpen.current) return;
    wasOpen.current = false;
    setText(
      `Remessa concluída: ${counts.registered} registrados, ${counts.rejected} rejeitados, ${counts.uncertain} incertos.`,
    );
  }, [status, counts]);
  return (
    <VisuallyHidden component="div" aria-live="assertive">
      {text}
    </VisuallyHidden>
  );
}
